import type { EventName, WorkbenchEvents } from '../../src-main/contract/events.ts';
import type { WorkbenchApi } from '../../src-main/contract/workbenchApi.ts';

/** The workbench as the renderer sees it, the same on the desktop and in a browser. */
export interface Client {
  /** While the connection is lost every call rejects with `access/connection-lost`. */
  readonly api: WorkbenchApi;
  /** Returns the function that ends the subscription. */
  on<Name extends EventName>(name: Name, listener: (payload: WorkbenchEvents[Name]) => void): () => void;
  /** Events sent while the connection was lost are gone: on `connected`, read everything again. */
  onConnection(listener: (state: ConnectionState) => void): () => void;
  /** Paths the workbench can read; empty when cancelled. In a browser the files are uploaded first. */
  pickFiles(purpose: 'dataset' | 'labels'): Promise<readonly string[]>;
  /** Paths at which the workbench can read files that were dropped on the window; null where the shell cannot tell them. */
  readonly takeFiles: ((files: readonly File[]) => Promise<readonly string[]>) | null;
  /** Null when cancelled. Rejects where `Environment.hasDialogs` is false: ask for the path as text there. */
  pickFolder(purpose: 'openProject' | 'newProject'): Promise<string | null>;
}

export type ConnectionState = 'connected' | 'lost';
