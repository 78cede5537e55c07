import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Key, openDecoder } from '../../../src/repl/editor/keys.ts';

const fed = (...chunks: readonly (string | Uint8Array)[]): readonly string[] => {
  const decoder = openDecoder();
  const keys = chunks.flatMap((chunk) => decoder.feed(Buffer.from(chunk)));
  return [...keys, ...decoder.flush()].map((key) => told(key));
};
const told = (key: Key): string =>
  key.kind === 'key' ? `<${key.name}>` : key.kind === 'paste' ? `[${key.text}]` : key.text;

describe('the bytes of a terminal', () => {
  it.each([
    ['ab', ['ab']],
    ['\u0001', ['<ctrl-a>']],
    ['\r', ['<enter>']],
    ['\n', ['<ctrl-j>']],
    ['\t', ['<tab>']],
    ['\u007f', ['<backspace>']],
    ['\0', ['<ctrl-space>']],
    ['\u001f', ['<ctrl-_>']],
    ['\u001d', ['<ctrl-]>']],
    ['\u001b', ['<escape>']],
    ['\u001bf', ['<alt-f>']],
    ['\u001b.', ['<alt-.>']],
    ['\u001b\u007f', ['<alt-backspace>']],
    ['\u001b\r', ['<alt-enter>']],
    ['\u001b\u001d', ['<alt-ctrl-]>']],
    ['\u001b[A', ['<up>']],
    ['\u001bOA', ['<up>']],
    ['\u001bOP', ['<f1>']],
    ['\u001b[[A', ['<f1>']],
    ['\u001b[11~', ['<f1>']],
    ['\u001b[15~', ['<f5>']],
    ['\u001b[3~', ['<delete>']],
    ['\u001b[3;3~', ['<alt-delete>']],
    ['\u001b[1;5C', ['<ctrl-right>']],
    ['\u001b[1;3D', ['<alt-left>']],
    ['\u001b\u001b[D', ['<alt-left>']],
    ['\u001b[Z', ['<shift-tab>']],
    ['\u001b[13;2u', ['<shift-enter>']],
    ['\u001b[97;5u', ['<ctrl-a>']],
    ['\u001b\u001b', ['<escape>', '<escape>']],
    ['\u001b[I\u001b[O', []],
    ['\u001b[99~x', ['x']],
    ['a\u001b[Db', ['a', '<left>', 'b']],
    ['云👨‍👩‍👧', ['云👨‍👩‍👧']],
  ])('%j is %j', (bytes, keys) => expect(fed(bytes)).toEqual(keys));

  it('may be split anywhere', () => {
    expect(fed('\u001b', '[', '1', ';', '5', 'C')).toEqual(['<ctrl-right>']);
    const [first, ...rest] = Buffer.from('云');
    expect(fed(Uint8Array.of(first as number), Uint8Array.from(rest))).toEqual(['云']);
    const bytes = Buffer.from('a云\u001b[A\u001b[200~x\r\ny\u001b[201~\u001bf');
    const whole = ['a云', '<up>', '[x\ny]', '<alt-f>'].join('');
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((end, at) => bytes.subarray(places[at], end));
        expect(fed(...chunks).join('')).toBe(whole);
      }),
    );
  });

  it('of a paste are one text, whatever is in it', () => {
    expect(fed('\u001b[200~a\rb\r\nc\u001b[A\u0003\u001b[201~d')).toEqual(['[a\nb\nc\u001b[A\u0003]', 'd']);
    expect(fed('\u001b[200~a\u001b[20', '1~b')).toEqual(['[a]', 'b']);
  });

  it('wait only while more may come', () => {
    const decoder = openDecoder();
    expect([decoder.feed(Buffer.from('\u001b')), decoder.waiting]).toEqual([[], true]);
    expect(decoder.flush()).toEqual([{ kind: 'key', name: 'escape' }]);
    expect(decoder.waiting).toBe(false);
    decoder.feed(Buffer.from('\u001b[200~abc'));
    expect(decoder.waiting).toBe(false);
  });

  it('never make it throw or stop', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const decoder = openDecoder();
        decoder.feed(bytes);
        decoder.flush();
        expect(decoder.waiting).toBe(false);
      }),
    );
  });
});
