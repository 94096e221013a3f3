import type { WebFrameMain } from 'electron';
import { desktopHost } from '../../contract/portHandover.ts';

export const desktopScheme = 'app';
/** Where the renderer lives on the desktop. */
export const desktopAddress = `${desktopScheme}://${desktopHost}/`;

/** Whether an address is the renderer's own. */
export function isDesktopAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${desktopScheme}:` && host === desktopHost && username === '' && password === '';
}

/** Whether a message comes from the renderer's own page: not from a frame within it, and not after it was navigated away or closed. */
export function isTrustedSender(frame: Pick<WebFrameMain, 'url' | 'parent'> | null): boolean {
  return frame !== null && frame.parent === null && isDesktopAddress(frame.url);
}
