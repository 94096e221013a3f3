import type { WorkbenchEvents } from '../contract/events.ts';
import type { CheckedParameters, RequestName } from '../contract/requests.ts';
import type { Answers } from '../contract/workbenchApi.ts';
import type { RecentProjects } from '../project/recentProjects.ts';
import type { ProjectStore } from '../project/projectStore.ts';
import type { ShellServices } from '../shellServices.ts';
import type { Session } from './session.ts';

/** Answers to some of the requests; parameters have been checked. */
export type Handlers<Names extends RequestName> = {
  readonly [Name in Names]: (parameters: CheckedParameters<Name>) => Promise<Answers[Name]> | Answers[Name];
};

/** What the handlers of requests share. */
export interface WorkbenchContext {
  readonly services: ShellServices;
  readonly recent: RecentProjects;
  emit<Name extends keyof WorkbenchEvents>(name: Name, payload: WorkbenchEvents[Name]): void;
  /** Null while no project is open. */
  readonly openSession: Session | null;
  /** @throws project/none-open */
  session(): Session;
  /** The session of a project that can be written. @throws project/none-open, project/read-only */
  writableSession(): Session;
  /** Opens a project in place of the open one, which stays open if that fails. */
  replaceSession(open: (onLockLost: () => void) => Promise<ProjectStore>): Promise<Session>;
  closeSession(): Promise<void>;
  /** Tells everybody of the project as it is now, but of its trials. */
  projectChanged(): void;
}
