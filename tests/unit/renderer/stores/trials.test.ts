import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WorkbenchEvents } from '../../../../src-main/contract/events.ts';
import type { ProjectSnapshot, TimedMetrics, TrialSummary } from '../../../../src-main/contract/snapshots.ts';
import type { WorkbenchApi } from '../../../../src-main/contract/workbenchApi.ts';
import type { Client, ConnectionState } from '../../../../src-renderer/client/client.ts';
import { createEventListeners, createListeners } from '../../../../src-renderer/client/listeners.ts';
import { useProject } from '../../../../src-renderer/stores/project.ts';
import { useTrials } from '../../../../src-renderer/stores/trials.ts';
import { useWorkbench } from '../../../../src-renderer/stores/workbench.ts';

const summary = (index: number, state: TrialSummary['state'], sweepSeconds = 0): TrialSummary => ({
  index,
  seed: 1,
  designName: 'a',
  varied: {},
  state,
  termination: null,
  metrics: null,
  seconds: sweepSeconds,
  progress: null,
});
const record = (epoch: number): TimedMetrics => ({
  epoch,
  step: epoch,
  samples: epoch,
  functionEvaluations: 0,
  gradientEvaluations: 0,
  trainLoss: 1,
  trainAccuracy: null,
  validationLoss: null,
  validationAccuracy: null,
  testLoss: null,
  testAccuracy: null,
  seconds: epoch,
});

/** A connection whose answers and events come when the test says so: order is what these tests are about. */
function connection(answers: Partial<WorkbenchApi>) {
  const events = createEventListeners();
  const states = createListeners<ConnectionState>();
  const environment = { version: '0', shell: 'browser', cores: 2, projectsFolder: '', hasDialogs: false } as const;
  const client = {
    api: { environment: () => Promise.resolve(environment), ...answers },
    on: events.on,
    onConnection: states.add,
  } as unknown as Client;
  return { client, tell: events.tell, connect: (state: ConnectionState) => states.tell(state) };
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
const trialChanged = (trial: TrialSummary): WorkbenchEvents['trialChanged'] => ({ sweepId: 's', summary: trial });

let frames = 0;
beforeEach(() => {
  setActivePinia(createPinia());
  frames = 0;
  vi.stubGlobal('requestAnimationFrame', (task: () => void) => {
    frames++;
    return setTimeout(task, 0);
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('trials', () => {
  it('are asked for once, and follow the events', async () => {
    const trials = vi.fn(() => Promise.resolve([summary(0, 'queued'), summary(1, 'queued')]));
    const { client, tell } = connection({ trials });
    await useWorkbench().connect(client);
    const store = useTrials();
    const sweep = store.trialsOf('s');
    expect(store.trialsOf('s')).toBe(sweep);
    await settle();
    expect(sweep.state.value).toBe('ready');
    tell('trialChanged', trialChanged(summary(1, 'running')));
    tell('trialChanged', { sweepId: 'another', summary: summary(0, 'failed') });
    expect(sweep.records.summaries.map((trial) => trial?.state)).toEqual(['queued', 'running']);
    expect(trials).toHaveBeenCalledTimes(1);
  });

  it('announce a thousand events as one change', async () => {
    const { client, tell } = connection({ trials: () => Promise.resolve([summary(0, 'queued')]) });
    await useWorkbench().connect(client);
    const sweep = useTrials().trialsOf('s');
    await settle();
    const [before, framesBefore] = [sweep.changed.value, frames];
    for (let second = 0; second < 1000; second++) tell('trialChanged', trialChanged(summary(0, 'running', second)));
    await settle();
    expect([sweep.changed.value - before, frames - framesBefore]).toEqual([1, 1]);
    expect(sweep.records.summaries[0]!.seconds).toBe(999);
  });

  it('take events that overtook the answer for the newer truth', async () => {
    let answer: (trials: readonly TrialSummary[]) => void = () => undefined;
    const { client, tell } = connection({ trials: () => new Promise((resolve) => (answer = resolve)) });
    await useWorkbench().connect(client);
    const sweep = useTrials().trialsOf('s');
    tell('trialChanged', trialChanged(summary(0, 'budget')));
    answer([summary(0, 'running')]);
    await settle();
    expect(sweep.records.summaries[0]!.state).toBe('budget');
  });

  it('are read again, metrics too, when a lost connection came back', async () => {
    let state: TrialSummary['state'] = 'running';
    const known = [record(0), record(1)];
    const { client, connect } = connection({
      trials: () => Promise.resolve([summary(0, state)]),
      trialMetrics: () => Promise.resolve({ 0: [...known] }),
    });
    await useWorkbench().connect(client);
    const store = useTrials();
    const sweep = store.trialsOf('s');
    await settle();
    await store.wantMetrics('s', [0]);
    expect(sweep.records.metrics(0)).toHaveLength(2);
    state = 'budget';
    known.push(record(2), record(3));
    connect('lost');
    connect('connected');
    await settle();
    expect(sweep.records.summaries[0]!.state).toBe('budget');
    expect(sweep.records.metrics(0)).toHaveLength(4);
  });

  it('ask for metrics in requests of a thousand, and only for those not known', async () => {
    const asked: number[] = [];
    const trialMetrics = ({ trials }: { readonly trials: readonly number[] }) => {
      asked.push(trials.length);
      return Promise.resolve({});
    };
    const all = Array.from({ length: 2501 }, (_, index) => summary(index, 'budget'));
    const { client } = connection({ trials: () => Promise.resolve(all), trialMetrics });
    await useWorkbench().connect(client);
    const store = useTrials();
    store.trialsOf('s');
    await settle();
    await store.wantMetrics(
      's',
      all.slice(0, 2500).map(({ index }) => index),
    );
    await store.wantMetrics('s', [0, 2499, 2500]);
    expect(asked).toEqual([1000, 1000, 500, 1]);
  });

  it('ask for no metrics of trials that are not there, or not yet', async () => {
    const trialMetrics = vi.fn(() => Promise.resolve({}));
    const { client } = connection({ trials: () => Promise.resolve([summary(0, 'budget')]), trialMetrics });
    await useWorkbench().connect(client);
    const store = useTrials();
    store.trialsOf('s');
    await store.wantMetrics('s', [0]);
    expect(trialMetrics).not.toHaveBeenCalled();
    await settle();
    await store.wantMetrics('s', [0, 7]);
    expect(trialMetrics.mock.calls).toEqual([[{ sweepId: 's', trials: [0] }]]);
  });

  const snapshot = (folder: string, ...ids: string[]) =>
    ({ folder, sweeps: ids.map((id) => ({ sweep: { id } })) }) as unknown as ProjectSnapshot;

  it('of a sweep of the same id in another project are others', async () => {
    let state: TrialSummary['state'] = 'budget';
    const { client, tell } = connection({ trials: () => Promise.resolve([summary(0, state)]) });
    await useWorkbench().connect(client);
    useProject().listen();
    tell('projectChanged', snapshot('/first', 's'));
    const sweep = useTrials().trialsOf('s');
    await settle();
    state = 'queued';
    tell('projectChanged', snapshot('/second', 's'));
    expect(sweep.records.summaries).toEqual([]);
    await settle();
    expect(sweep.records.summaries.map((trial) => trial?.state)).toEqual(['queued']);
  });

  it('of a closed project are forgotten, also those whose answer was under way, and read when it is opened again', async () => {
    const answers: ((trials: readonly TrialSummary[]) => void)[] = [];
    const { client, tell } = connection({ trials: () => new Promise((resolve) => answers.push(resolve)) });
    await useWorkbench().connect(client);
    useProject().listen();
    tell('projectChanged', snapshot('/first', 's'));
    const sweep = useTrials().trialsOf('s');
    tell('projectChanged', null);
    answers[0]!([summary(0, 'failed')]);
    await settle();
    expect([sweep.state.value, sweep.records.summaries]).toEqual(['unread', []]);
    tell('projectChanged', snapshot('/first', 's'));
    answers[1]!([summary(0, 'budget')]);
    await settle();
    expect([sweep.state.value, sweep.records.summaries[0]!.state]).toEqual(['ready', 'budget']);
  });
});
