import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../../src-core/errors.ts';
import { useNotifications } from '../../../../src-renderer/stores/notifications.ts';

beforeEach(() => setActivePinia(createPinia()));

describe('notifications', () => {
  it('say what was being done and what happened, with details to copy', () => {
    const notifications = useNotifications();
    notifications.reportError(new WorkbenchError('import/ragged-row', 'Line 3 has 4 values, not 5.', { line: 3 }), 'Importing iris.csv');
    const [shown] = notifications.shown;
    expect(shown).toMatchObject({ level: 'error', title: 'Importing iris.csv', text: 'Line 3 has 4 values, not 5.' });
    expect(shown!.details).toContain('import/ragged-row');
    expect(shown!.details).toContain('"line": 3');
  });

  it('show the same message once, and keep all of them in the history', () => {
    const notifications = useNotifications();
    notifications.inform('Saved');
    notifications.inform('Saved');
    expect(notifications.shown).toHaveLength(1);
    expect(notifications.history).toHaveLength(2);
    notifications.dismiss(notifications.shown[0]!.id);
    expect(notifications.shown).toHaveLength(0);
    expect(notifications.history).toHaveLength(2);
  });

  it('go when what they tell of is over', () => {
    const notifications = useNotifications();
    notifications.reportError(new WorkbenchError('access/connection-lost', 'Nobody answers.'), 'Saving the sweep');
    notifications.reportError(new WorkbenchError('design/no-layers', 'A design needs a layer.'), 'Saving the design');
    notifications.dismissAll('access/connection-lost');
    expect(notifications.shown.map(({ text }) => text)).toEqual(['A design needs a layer.']);
    expect(notifications.history).toHaveLength(2);
  });

  it('answer with the result of an attempt, or report its error', async () => {
    const notifications = useNotifications();
    expect(await notifications.attempt('Adding', () => Promise.resolve(3))).toBe(3);
    expect(await notifications.attempt('Adding', () => Promise.reject(new Error('no')))).toBeUndefined();
    expect(notifications.shown.map(({ text }) => text)).toEqual(['no']);
  });
});
