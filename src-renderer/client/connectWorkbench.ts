import { desktopHost } from '../../src-main/contract/portHandover.ts';
import { connectBrowser } from './browserClient.ts';
import type { Client } from './client.ts';
import { connectDesktop } from './desktopClient.ts';

/** Settles when the first connection is made. */
export function connectWorkbench(): Promise<Client> {
  return window.location.hostname === desktopHost ? connectDesktop() : connectBrowser();
}
