import { openMint } from '../harness/certificates.ts';
import { type Measured, measure } from './measure.ts';
import { startRowServer } from './server.ts';
import { node, ours, shell } from './subjects.ts';

/** One query over https, where an authority of one's own vouches for the server. */
export async function secure(runs: number): Promise<readonly Measured[]> {
  const mint = openMint();
  const authority = mint.make('authority', { subject: '/O=ZStack/CN=authority' });
  const { cert, key } = mint.make('node', { by: authority });
  const server = await startRowServer({ tls: { cert, key } });
  const env = { ZSTACK_API_URL: server.url, ZSTACK_SESSION_ID: 'bench' };
  const query = ['--ca-file', authority.certFile, 'QueryDatabaseBackup', 'limit=20'];
  const fetched = `exec curl -s --cacert '${authority.certFile}' '${server.url}/v1/database-backups?limit=20'`;
  try {
    return await measure(
      [node, ours('query, 20 rows, https', query, env), shell('curl, 20 rows, https', fetched)],
      runs,
    );
  } finally {
    server.close();
    mint.remove();
  }
}
