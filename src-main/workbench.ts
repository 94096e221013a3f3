import { WorkbenchError } from '../src-core/errors.ts';
import { parseOrRefuse } from '../src-core/parseOrRefuse.ts';
import type { EventListener, WorkbenchEvents } from './contract/events.ts';
import { requestSchemas, type RequestName } from './contract/requests.ts';
import type { WorkbenchApi } from './contract/workbenchApi.ts';
import type { ProjectStore } from './project/projectStore.ts';
import { recentProjects } from './project/recentProjects.ts';
import { datasetRequests } from './requests/datasetRequests.ts';
import type { Handlers, WorkbenchContext } from './requests/handlers.ts';
import { projectRequests } from './requests/projectRequests.ts';
import { startSession, type Session } from './requests/session.ts';
import { studyRequests } from './requests/studyRequests.ts';
import { trialRequests } from './requests/trialRequests.ts';
import type { ShellServices } from './shellServices.ts';
import type { SchedulerOptions } from './training/sweepScheduler.ts';
import { openLog } from './workbenchLog.ts';

/** The workbench behind any shell: one project open at a time. */
export interface Workbench {
  readonly api: WorkbenchApi;
  /** A request by name with parameters from outside. @throws request/unknown, request/bad-parameters, and what the request throws */
  call(name: string, parameters: unknown): Promise<unknown>;
  /** Returns the function that ends the subscription. */
  on(listener: EventListener): () => void;
  /** Stops running trials at a checkpoint and lets others open the project. */
  close(): Promise<void>;
}

export function createWorkbench(services: ShellServices, schedulerOptions: SchedulerOptions = {}): Workbench {
  const log = openLog(services.userDataFolder);
  const listeners = new Set<EventListener>();
  let session: Session | null = null;
  let turns: Promise<void> = Promise.resolve();

  function emit<Name extends keyof WorkbenchEvents>(name: Name, payload: WorkbenchEvents[Name]): void {
    if (name === 'message') log.info({ payload }, 'message');
    for (const listener of listeners) {
      try {
        listener(name, payload);
      } catch (error) {
        log.error(error, 'a listener of events failed');
      }
    }
  }

  function openSession(): Session {
    if (session) return session;
    throw new WorkbenchError('project/none-open', 'No project is open. Open or create one first.');
  }

  function writableSession(): Session {
    const open = openSession();
    const { readOnly, folder } = open.store;
    if (readOnly === null) return open;
    throw new WorkbenchError('project/read-only', readOnly, { folder });
  }

  function projectChanged(): void {
    emit('projectChanged', session?.snapshot() ?? null);
  }

  async function closeSession(): Promise<void> {
    const closing = session;
    session = null;
    await closing?.close();
  }

  async function replace(open: (onLockLost: () => void) => Promise<ProjectStore>): Promise<Session> {
    const store = await open(onLockLost);
    try {
      await closeSession();
      session = await startSession(store, services, emit, schedulerOptions);
    } catch (error) {
      await store.close();
      projectChanged();
      throw error;
    }
    const opened = session;
    log.info({ folder: store.folder, readOnly: store.readOnly }, 'project opened');
    await remember(store);
    for (const text of opened.snapshot().warnings) emit('message', { level: 'warning', text });
    projectChanged();
    return opened;
  }

  /** Opening and closing take turns. */
  function inTurn<Result>(step: () => Promise<Result>): Promise<Result> {
    const result = turns.then(step);
    turns = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  /** A list of recent projects that cannot be written is no reason not to open one. */
  async function remember({ folder, study }: ProjectStore): Promise<void> {
    await context.recent.remember(folder, study.name).catch((error: unknown) => log.warn(error, 'recent projects'));
  }

  function onLockLost(): void {
    const reason = session?.store.readOnly ?? null;
    // A project that is still being opened shows it once it is open.
    if (session === null || reason === null) return;
    session.scheduler.pauseAll();
    emit('message', { level: 'error', text: reason });
    projectChanged();
  }

  const context: WorkbenchContext = {
    services,
    recent: recentProjects(services.userDataFolder),
    emit,
    get openSession() {
      return session;
    },
    session: openSession,
    writableSession,
    replaceSession: (open) => inTurn(() => replace(open)),
    closeSession: () =>
      inTurn(async () => {
        await closeSession();
        projectChanged();
      }),
    projectChanged,
  };

  const handlers: Handlers<RequestName> = {
    ...projectRequests(context),
    ...datasetRequests(context),
    ...studyRequests(context),
    ...trialRequests(context),
  };
  const call = (name: string, parameters: unknown) =>
    dispatch(handlers, name, parameters).catch((error: unknown) => {
      log[error instanceof WorkbenchError ? 'info' : 'error'](error, name);
      throw error;
    });
  const names = Object.keys(requestSchemas) as RequestName[];

  return {
    api: Object.fromEntries(names.map((name) => [name, (parameters: unknown) => call(name, parameters)])) as unknown as WorkbenchApi,
    call,
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => context.closeSession(),
  };
}

async function dispatch(handlers: Handlers<RequestName>, name: string, parameters: unknown): Promise<unknown> {
  if (!Object.hasOwn(requestSchemas, name)) throw new WorkbenchError('request/unknown', `There is no request "${name}".`, { name });
  const request = name as RequestName;
  const checked: unknown = parseOrRefuse(requestSchemas[request], parameters, {
    code: 'request/bad-parameters',
    subject: name,
    details: { request: name },
  });
  const handle = handlers[request] as (checked: unknown) => unknown;
  return handle(checked);
}
