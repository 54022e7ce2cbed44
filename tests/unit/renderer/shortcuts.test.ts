import { describe, expect, it } from 'vitest';
import { COMMANDS, keysFor } from '../../../renderer/app/commands.js';
import { isSingleKey, keysOf, labelKeys, matchesKeys, parseKeys } from '../../../renderer/state/shortcuts.js';

const press = (over: Partial<Parameters<typeof matchesKeys>[0]>) => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...over,
});

describe('shortcuts', () => {
  it('reads chords and refuses what is none', () => {
    expect(parseKeys('Mod+Shift+P')).toEqual({ mod: true, shift: true, alt: false, key: 'p' });
    expect(parseKeys('?')?.key).toBe('?');
    expect(parseKeys('Ctrl+P')).toBeNull();
    expect(parseKeys('Mod+Mod+P')).toBeNull();
    expect(parseKeys('Mod+')).toBeNull();
  });

  it('takes Ctrl or the command key by system, and not both', () => {
    expect(matchesKeys(press({ key: 'k', ctrlKey: true }), 'Mod+K', false)).toBe(true);
    expect(matchesKeys(press({ key: 'k', metaKey: true }), 'Mod+K', true)).toBe(true);
    expect(matchesKeys(press({ key: 'k', metaKey: true }), 'Mod+K', false)).toBe(false);
    expect(matchesKeys(press({ key: 'k', ctrlKey: true, metaKey: true }), 'Mod+K', false)).toBe(false);
  });

  it('tells T from Shift+T, and takes a sign with or without Shift', () => {
    expect(matchesKeys(press({ key: 'T', shiftKey: true }), 'T', false)).toBe(false);
    expect(matchesKeys(press({ key: 'T', shiftKey: true }), 'Shift+T', false)).toBe(true);
    expect(matchesKeys(press({ key: '?', shiftKey: true }), '?', false)).toBe(true);
    expect(matchesKeys(press({ key: '?' }), '?', false)).toBe(true);
  });

  it('takes a digit by its place, whatever it writes', () => {
    expect(matchesKeys(press({ key: '&', code: 'Digit1', ctrlKey: true }), 'Mod+1', false)).toBe(true);
  });

  it('records a press as the shortcut that it matches', () => {
    for (const [pressed, keys] of [
      [press({ key: 'p', ctrlKey: true, shiftKey: true }), 'Mod+Shift+P'],
      [press({ key: '?', shiftKey: true }), '?'],
      [press({ key: 'F6' }), 'F6'],
      [press({ key: '1', code: 'Digit1', altKey: true }), 'Alt+1'],
    ] as const) {
      expect(keysOf(pressed, false)).toBe(keys);
      expect(matchesKeys(pressed, keys, false)).toBe(true);
    }
    expect(keysOf(press({ key: 'Shift', shiftKey: true }), false)).toBeNull();
  });

  it('prints keys as the system names them', () => {
    expect(labelKeys('Mod+Shift+P', true)).toEqual(['⌘', '⇧', 'P']);
    expect(labelKeys('Mod+ArrowLeft', false)).toEqual(['Ctrl', '←']);
    expect(isSingleKey('T')).toBe(true);
    expect(isSingleKey('Mod+T')).toBe(false);
    expect(isSingleKey('F6')).toBe(false);
  });
});

describe('commands', () => {
  it('have ids and default keys that differ', () => {
    const keys = COMMANDS.map((command) => command.keys).filter((text) => text !== null);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
    for (const text of keys) expect(parseKeys(text)).not.toBeNull();
  });

  it('take a person’s own key, and none when it was cleared', () => {
    const [command] = COMMANDS;
    if (command === undefined) throw new Error('there are no commands');
    expect(keysFor(command, {})).toBe(command.keys);
    expect(keysFor(command, { [command.id]: 'Mod+Y' })).toBe('Mod+Y');
    expect(keysFor(command, { [command.id]: '' })).toBeNull();
  });
});
