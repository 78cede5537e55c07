// Bundled and run by sessions.test.ts as a process of its own: saves fifteen sessions one after another.
import { openSessions } from '../../src/settings/sessions.ts';
import { session, writer } from './world.ts';

const [folder = '', name = ''] = process.argv.slice(2);
const sessions = openSessions(folder, writer, (problem) => {
  throw problem;
});
async function saveMany(): Promise<void> {
  for (let n = 0; n < 15; n++) await sessions.save(`${name}-${n}`, { ...session, account: name });
}
void saveMany();
