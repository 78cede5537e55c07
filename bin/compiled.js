'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { Script } = require('node:vm');

const dist = path.join(__dirname, '..', 'dist');

/** Loads a program of dist, and the parts that it asks for, as V8 compiled them before. */
exports.load = (name) => {
  const folder = cacheOf(path.join(dist, `${name}.js`));
  const parts = new Map();
  const load = (part) => {
    const known = parts.get(part);
    if (known) return known.module.exports;
    const file = path.join(dist, `${part}.js`);
    const whole = folder && read(path.join(folder, part));
    const cachedData = whole ?? (folder && read(path.join(folder, `${part}.begun`)));
    // The build writes nothing but ASCII.
    const script = new Script(
      `(function (exports, require, module, __dirname) {${fs.readFileSync(file, 'latin1')}\n})`,
      {
        filename: file,
        cachedData,
      },
    );
    const module = { exports: {} };
    const kept = !cachedData || script.cachedDataRejected ? undefined : whole ? 'whole' : 'begun';
    parts.set(part, { module, script, kept, under: kept === 'whole' ? undefined : flags() });
    script.runInThisContext()(module.exports, requireFrom, module, dist);
    return module.exports;
  };
  const requireFrom = (asked) => (asked.startsWith('./') ? load(asked.slice(2, -3)) : require(asked));
  const program = load(name);
  if (folder) process.once('exit', () => keep(folder, parts, program));
  return program;
};

/**
 * Where this person's caches hold what V8 compiled for that program; V8 looks at the length of a source only, so the name
 * tells one build from another.
 */
function cacheOf(file) {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
  const base = XDG_CACHE_HOME || LOCALAPPDATA || (HOME && path.join(HOME, '.cache'));
  if (!base || !path.isAbsolute(base)) return undefined;
  const { mtimeMs, size } = fs.statSync(file);
  const name = `${path.basename(file, '.js')}-${process.version}-${size}-${Math.trunc(mtimeMs)}`;
  return path.join(base, 'zstack-cli', 'compiled', name);
}

/** Something that is another with other flags of V8, which takes what it compiled only with those of that time. */
function flags() {
  return new Script('0').createCachedData();
}

/** V8 believes what has the right length and dies of a wrong bit, so it is kept twice: nothing is compared sooner. */
function read(file) {
  try {
    if (!fs.statSync(file).isFile()) return undefined;
    const twice = fs.readFileSync(file);
    const data = twice.subarray(0, twice.length / 2);
    return data.length > 0 && data.equals(twice.subarray(data.length)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Functions are compiled when they first run, so what a run that ended early leaves behind is only begun, and gives way to
 * that of a whole one.
 */
function keep(folder, parts, { isWhole = true, rehearse }) {
  const wanting = [...parts].filter(([, { kept }]) => kept === undefined || (isWhole && kept === 'begun'));
  if (wanting.length === 0) return;
  const now = flags();
  const missing = wanting.filter(([, { under }]) => under.equals(now));
  try {
    rehearse?.();
    if (!fs.existsSync(folder)) makeOnly(folder);
    for (const [part, { script }] of missing) {
      const file = path.join(folder, isWhole ? part : `${part}.begun`);
      const made = `${file}.${process.pid}`;
      const data = script.createCachedData();
      fs.writeFileSync(made, Buffer.concat([data, data]), { mode: 0o600, flush: true });
      fs.renameSync(made, file);
      if (isWhole) fs.rmSync(`${file}.begun`, { force: true });
    }
  } catch {
    // It is only slower without.
  }
}

/** What other builds of the same program left behind goes. */
function makeOnly(folder) {
  const [program] = path.basename(folder).split('-');
  const all = path.dirname(folder);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const other of fs.readdirSync(all)) {
    if (other.startsWith(`${program}-`) && other !== path.basename(folder))
      fs.rmSync(path.join(all, other), { recursive: true, force: true });
  }
}
