import type { TrainerCommand, TrainerReport } from './contract/trainerProtocol.ts';

/** A forked trainer process as the workbench sees it, whichever shell forked it. */
export interface TrainerProcess {
  readonly pid: number | undefined;
  send(command: TrainerCommand): void;
  kill(): void;
  onReport(listener: (report: TrainerReport) => void): void;
  /** What it prints to standard output or error, in whole lines. */
  onOutput(listener: (line: string) => void): void;
  /** Called exactly once. The exit code is unreliable in Electron: an own `done` report comes first when all went well. */
  onExit(listener: (exit: { readonly code: number | null; readonly signal: string | null }) => void): void;
}

/** What the workbench needs from the shell it runs in. */
export interface ShellServices {
  readonly shell: 'electron' | 'browser' | 'commandLine';
  /** Recent projects, settings and logs. */
  readonly userDataFolder: string;
  /** Where new projects go by default. */
  readonly projectsFolder: string;
  /** The folder of shipped samples. */
  readonly samplesFolder: string;
  forkTrainer(): TrainerProcess;
  /** Null where the shell has no dialogs. */
  readonly dialogs: {
    chooseFiles(purpose: 'dataset' | 'labels'): Promise<readonly string[]>;
    chooseFolder(purpose: 'openProject' | 'newProject'): Promise<string | null>;
  } | null;
}
