import { ipcRenderer } from 'electron';
import { portAnswer, portOffered, portRequest, portWanted } from '../../contract/portHandover.ts';

// Runs sandboxed, in a world of its own, beside the page. It hands over one MessagePort and exposes nothing.
window.addEventListener('message', (event) => {
  if (event.source === window && event.data === portWanted) ipcRenderer.send(portRequest);
});

ipcRenderer.on(portAnswer, (event) => window.postMessage(portOffered, window.location.origin, [...event.ports]));
