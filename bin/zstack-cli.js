#!/usr/bin/env node
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { Script } = require('node:vm');

const dist = path.join(__dirname, '..', 'dist');

/** Loads a program of dist, and the parts that it asks for, as V8 compiled them before. */
function program(name) {
  const folder = cacheOf(path.join(dist, `${name}.js`));
  const parts = new Map();
  const load = (part) => {
    const known = parts.get(part);
    if (known) return known.module.exports;
    const file = path.join(dist, `${part}.js`);
    const cachedData = folder && read(path.join(folder, part));
    // The build writes nothing but ASCII.
    const script = new Script(fs.readFileSync(file, 'latin1'), { filename: file, cachedData });
    const module = { exports: {} };
    parts.set(part, { module, script, isKept: cachedData && !script.cachedDataRejected });
    script.runInThisContext()(module.exports, requireFrom, module, dist);
    return module.exports;
  };
  const requireFrom = (asked) => (asked.startsWith('./') ? load(asked.slice(2, -3)) : require(asked));
  const whole = load(name);
  const under = parts.get(name).isKept ? undefined : flags();
  if (folder) {
    const act = () => keep(folder, parts, whole, under);
    process.once('exit', act);
    // A session sets flags with its first call and ends much later.
    setTimeout(act, 500).unref();
  }
  return whole;
}

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

/** What stands for the flags of V8 before all that it compiled: it is taken with the same ones only. */
function flags() {
  return new Script('0').createCachedData().toString('base64', 0, 16);
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
 * Functions are compiled when they first run, so the first run of each kind adds its own to what is kept. One that set
 * flags of V8 leaves it to others: what it compiled is taken under the same flags only.
 */
function keep(folder, parts, { kind = 'any', rehearse }, fresh) {
  const list = path.join(folder, 'kinds');
  const [kept, ...kinds] = read(list)?.toString().split('\n') ?? [];
  const under = fresh ?? kept;
  if (kinds.includes(kind) && [...parts.values()].every(({ isKept }) => isKept)) return;
  try {
    rehearse?.();
    if (flags() !== under) return;
    if (!fs.existsSync(folder)) makeOnly(folder);
    for (const [name, part] of parts) {
      write(path.join(folder, name), part.script.createCachedData());
      part.isKept = true;
    }
    write(list, Buffer.from([under, ...new Set([...kinds, kind])].join('\n')));
  } catch {
    // It is only slower without.
  }
}

function write(file, data) {
  const made = `${file}.${process.pid}`;
  fs.writeFileSync(made, Buffer.concat([data, data]), { mode: 0o600, flush: true });
  fs.renameSync(made, file);
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

// The version and the Tab of a shell are answered before anything else is loaded.
const [word, ...more] = process.argv.slice(2);
if (more.length === 0 && (word === '--version' || word === '-V')) {
  fs.writeSync(1, `${require('../package.json').version}\n`);
} else if (word === '__complete') {
  program('complete').answer();
} else {
  program('main').main();
}
