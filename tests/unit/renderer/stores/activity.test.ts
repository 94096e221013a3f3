import { createPinia, setActivePinia } from 'pinia';
import { describe, expect, it } from 'vitest';
import type { ProjectSnapshot, TrialSummary } from '../../../../src-main/contract/snapshots.ts';
import type { Client, ConnectionState } from '../../../../src-renderer/client/client.ts';
import { createEventListeners, createListeners } from '../../../../src-renderer/client/listeners.ts';
import { estimateSecondsLeft, useActivity } from '../../../../src-renderer/stores/activity.ts';
import { useProject } from '../../../../src-renderer/stores/project.ts';
import { useWorkbench } from '../../../../src-renderer/stores/workbench.ts';

const trial = (fraction: number, secondsLeft: number | null) => ({ fraction, secondsLeft, epoch: 1, samplesPerSecond: 100 });

describe('estimateSecondsLeft', () => {
  it('is unknown while no trial knows', () => {
    expect(estimateSecondsLeft([], 5)).toBeNull();
    expect(estimateSecondsLeft([trial(0, null)], 5)).toBeNull();
  });

  it('is the longest of those running when none wait', () => {
    expect(estimateSecondsLeft([trial(0.5, 10), trial(0.2, 40)], 0)).toBe(40);
  });

  it('counts waiting trials as long as running ones, dealt to as many workers', () => {
    // Two trials half done with 10 s to go take 20 s each; four more on two workers take 40 s after the 10 s.
    expect(estimateSecondsLeft([trial(0.5, 10), trial(0.5, 10)], 4)).toBeCloseTo(50);
  });
});

describe('activity', () => {
  it('sums over running trials, and forgets those that may have ended while nobody listened', async () => {
    setActivePinia(createPinia());
    const events = createEventListeners();
    const states = createListeners<ConnectionState>();
    const api = { environment: () => Promise.resolve({}) };
    await useWorkbench().connect({ api, on: events.on, onConnection: states.add } as unknown as Client);
    useProject().listen();
    const activity = useActivity();
    activity.listen();
    const runs = (index: number): void =>
      events.tell('trialChanged', {
        sweepId: 's',
        summary: { index, state: 'running', progress: trial(0.5, 10) } as unknown as TrialSummary,
      });
    const sweep = { sweep: { id: 's' }, state: 'running', counts: { running: 2 }, trials: 2 };
    events.tell('projectChanged', { folder: '/study', sweeps: [sweep] } as unknown as ProjectSnapshot);
    runs(0);
    runs(1);
    expect([activity.running, activity.samplesPerSecond]).toEqual([2, 200]);
    states.tell('lost');
    states.tell('connected');
    runs(1);
    expect(activity.samplesPerSecond).toBe(100);
  });
});
