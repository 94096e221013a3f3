import { protocol } from 'electron';
import { desktopHost } from '../../contract/portHandover.ts';
import { pageHeaders } from '../pageHeaders.ts';
import { readRendererFile } from '../rendererFiles.ts';
import { desktopScheme } from './trustedSender.ts';

/** Must be called before the app is ready. */
export function registerDesktopScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: desktopScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Serves the built renderer at `app://workbench/`. */
export function serveRenderer(rendererFolder: string): void {
  protocol.handle(desktopScheme, async ({ url, method }) => {
    const headers = pageHeaders();
    const { host, pathname } = new URL(url);
    const file = host === desktopHost && method === 'GET' ? await readRendererFile(rendererFolder, pathname) : null;
    if (file === null) return new Response('There is nothing at this address.', { status: 404, headers });
    return new Response(file.bytes, { headers: { ...headers, 'content-type': file.type } });
  });
}
