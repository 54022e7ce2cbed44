import { useEffect } from 'react';
import type { Model } from '../state/model.js';
import { openHandle } from '../state/project-actions.js';
import { openRun } from '../state/run-actions.js';
import { COMMANDS, keysFor } from './commands.js';

/** Second keys of a command that is in the menu already. */
const HIDDEN = new Set(['help.palette-2']);

/** Joins the desktop shell's menu, opened files and notices to the window; does nothing in a browser. */
export function useMenu(model: Model): void {
  useEffect(() => {
    const { shell } = model;
    if (shell === null) return;
    let told = '';
    const tell = () => {
      const own = model.engine.getState().settings?.shortcuts ?? {};
      const commands = COMMANDS.filter(({ id }) => !HIDDEN.has(id)).map((command) => ({
        id: command.id,
        title: command.title,
        group: command.group,
        keys: keysFor(command, own),
        enabled: (command.refuse?.(model) ?? null) === null,
      }));
      const text = JSON.stringify(commands);
      if (text === told) return;
      told = text;
      shell.setCommands(commands);
    };
    tell();
    const ends = [
      ...[model.engine, model.project, model.run, model.ui].map((store) => store.subscribe(tell)),
      shell.onCommand((id) => {
        const command = COMMANDS.find((candidate) => candidate.id === id);
        if (command !== undefined && (command.refuse?.(model) ?? null) === null) command.run(model);
      }),
      shell.onOpenPath((handle) => void openHandle(model, handle)),
      shell.onOpenRun((runId) => void openRun(model, runId)),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [model]);
}
