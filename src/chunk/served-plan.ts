import type { FileServer } from '../browser/index.js';
import { servePlan } from '../plan/serve-plan.js';

/** Keeps the file server of one plan running, until another plan is asked for. */
export class ServedPlan {
  #server: FileServer | null = null;
  #planDir = '';

  async take(planDir: string): Promise<FileServer> {
    if (this.#server !== null && this.#planDir === planDir) return this.#server;
    await this.close();
    this.#server = await servePlan(planDir);
    this.#planDir = planDir;
    return this.#server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await server?.close();
  }
}
