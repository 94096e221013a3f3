/** Host of the desktop renderer's address, `app://workbench/`; it tells the renderer that it runs on the desktop. */
export const desktopHost = 'workbench';

/** Page → preload: the renderer listens and wants its port. */
export const portWanted = 'neuronlearning:port-wanted';
/** Preload → page, with the port. */
export const portOffered = 'neuronlearning:port-offered';
