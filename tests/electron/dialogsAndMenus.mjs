import { once } from 'node:events';
import { control, tellTest } from './control.mjs';

export const dialog = {
  /** Waits until the test answers. */
  async showOpenDialog(...parameters) {
    const answer = once(control, 'answerDialog');
    tellTest({ type: 'dialog', options: parameters.at(-1) });
    const [{ paths }] = await answer;
    return { canceled: paths === undefined, filePaths: paths ?? [] };
  },
};

let applicationMenu = [];

export const Menu = {
  buildFromTemplate: (template) => template,
  setApplicationMenu: (menu) => void (applicationMenu = menu),
};

control.on('clickMenu', ({ id }) => {
  const items = applicationMenu.flatMap(({ submenu }) => submenu ?? []);
  const item = items.find((candidate) => candidate.id === id);
  if (!item) throw new Error(`The menu has no item "${id}".`);
  item.click();
});
