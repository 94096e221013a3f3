/** What the shell asked of Chromium; the window's pages are served and judged by it. */
export const registered = { schemes: new Map(), handlers: new Map(), beforeRequest: null, permissionRequest: null, permissionCheck: null };

export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    for (const { scheme, privileges } of schemes) registered.schemes.set(scheme, privileges);
  },
  handle(scheme, handler) {
    if (!registered.schemes.get(scheme)?.standard)
      throw new Error(`The scheme "${scheme}" was not registered as standard before the app was ready.`);
    registered.handlers.set(scheme, handler);
  },
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler) => void (registered.permissionRequest = handler),
    setPermissionCheckHandler: (handler) => void (registered.permissionCheck = handler),
    setDevicePermissionHandler: () => undefined,
    webRequest: { onBeforeRequest: (listener) => void (registered.beforeRequest = listener) },
  },
};

export const nativeTheme = { shouldUseDarkColors: false };

export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };
