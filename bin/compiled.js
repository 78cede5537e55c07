'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { Script } = require('node:vm');

/**
 * Loads a file of dist as V8 compiled it before. What it compiled is kept with this person's caches, but not after a run
 * that says it was no whole one. V8 trusts these bytes, and a wrong one among them ends Node without a word: they are kept
 * twice and compared, which takes less time than to load any checksum.
 */
exports.load = (name) => {
  const file = path.join(__dirname, '..', 'dist', `${name}.js`);
  const kept = keptFile(name, file);
  const cachedData = read(kept);
  const source = fs.readFileSync(file, 'utf8');
  const script = new Script(`(function (exports, require, module, __dirname) {${source}\n})`, {
    filename: file,
    cachedData,
  });
  const module = { exports: {} };
  const requireThere = (asked) => require(asked.startsWith('./') ? path.join(path.dirname(file), asked) : asked);
  script.runInThisContext()(module.exports, requireThere, module, path.dirname(file));
  if (kept && (!cachedData || script.cachedDataRejected))
    process.once('exit', () => {
      if (module.exports.isWhole !== false) keep(kept, script, module.exports.rehearse);
    });
  return module.exports;
};

/** V8 looks at the length of a source only, so the name tells one build from another. */
function keptFile(name, file) {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
  const base = XDG_CACHE_HOME || LOCALAPPDATA || (HOME && path.join(HOME, '.cache'));
  if (!base || !path.isAbsolute(base)) return undefined;
  const { mtimeMs, size } = fs.statSync(file);
  return path.join(base, 'zstack-cli', 'compiled', `${name}-${process.version}-${size}-${Math.trunc(mtimeMs)}`);
}

function read(file) {
  try {
    if (!file || !fs.statSync(file).isFile()) return undefined;
    const kept = fs.readFileSync(file);
    const half = kept.length / 2;
    return kept.subarray(0, half).equals(kept.subarray(half)) ? kept.subarray(0, half) : undefined;
  } catch {
    return undefined;
  }
}

function keep(file, script, rehearse) {
  try {
    // Functions are compiled when they first run.
    rehearse?.();
    const folder = path.dirname(file);
    const [name] = path.basename(file).split('-');
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const old of fs.readdirSync(folder)) if (old.startsWith(`${name}-`)) fs.rmSync(path.join(folder, old));
    const made = `${file}.${process.pid}`;
    const compiled = script.createCachedData();
    fs.writeFileSync(made, Buffer.concat([compiled, compiled]), { mode: 0o600 });
    fs.renameSync(made, file);
  } catch {
    // It is only slower without.
  }
}
