import { app, session } from 'electron';
import { isDesktopAddress } from './trustedSender.ts';

/** Schemes a page of ours loads from; `devtools` is the developer tools' own page. */
const localSchemes = ['app:', 'data:', 'blob:', 'devtools:'];

/** A page of ours stays where it is, opens nothing, may use nothing of the machine but the clipboard for copying, and reaches no network. */
export function lockDown(): void {
  app.on('web-contents-created', (_, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });

  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((contents, permission, answer) => answer(isAllowed(permission, contents.getURL())));
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin));
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !localSchemes.some((scheme) => url.startsWith(scheme)) }),
  );
}

/** Reloading itself is all a page may do; a file dropped beside the places for files would open as a page, too. */
function stay(details: { readonly url: string; preventDefault(): void }): void {
  if (!isDesktopAddress(details.url)) details.preventDefault();
}

function isAllowed(permission: string, address: string): boolean {
  return permission === 'clipboard-sanitized-write' && isDesktopAddress(address);
}
