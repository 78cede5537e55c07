#!/usr/bin/env node
'use strict';

// The version and the Tab of a shell are answered before anything else is loaded.
const [word, ...more] = process.argv.slice(2);
if (more.length === 0 && (word === '--version' || word === '-V')) {
  require('node:fs').writeSync(1, `${require('../package.json').version}\n`);
} else if (word === '__complete') {
  require('./compiled.js').load('complete').answer();
} else {
  require('./compiled.js').load('main').main();
}
