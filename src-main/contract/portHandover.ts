/** Host of the desktop renderer's address, `app://workbench/`; it tells the renderer that it runs on the desktop. */
export const desktopHost = 'workbench';

/** Page → preload: the renderer listens and wants its port. */
export const portWanted = 'neuronlearning:port-wanted';
/** Preload → page, with the port. */
export const portOffered = 'neuronlearning:port-offered';

/** Preload → main process: the page wants a port. Main process → preload: here it is. */
export const portRequest = 'port-request';
export const portAnswer = 'port-answer';
