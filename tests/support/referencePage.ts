import { generators } from '../../src-core/data/generators/registry.ts';
import { strategies } from '../../src-core/experiment/strategies/registry.ts';
import { losses } from '../../src-core/losses/registry.ts';
import { connections } from '../../src-core/network/connections/registry.ts';
import { updates } from '../../src-core/network/updates/registry.ts';
import { laboratoryMethods } from '../../src-core/optimizers/laboratory.ts';
import { optimizers } from '../../src-core/optimizers/registry.ts';
import { initializers } from '../../src-core/random/initializers/registry.ts';
import type { RegistryMember } from '../../src-core/registry.ts';
import { readouts } from '../../src-core/readouts/registry.ts';
import { schedules } from '../../src-core/schedules/registry.ts';
import { schemaFields, type Bound, type Field, type FieldControl } from '../../src-core/schemaFields.ts';
import { z } from '../../src-core/schema.ts';
import { skins } from '../../src-core/skins/registry.ts';
import { surfaces } from '../../src-core/surfaces/registry.ts';
import { importers } from '../../src-main/datasets/importers/registry.ts';

/** One registry on the page. */
interface Section {
  readonly title: string;
  readonly intro: string;
  readonly members: readonly RegistryMember[];
}

const laboratoryOnly = laboratoryMethods.members.filter(({ name }) => !optimizers.members.some((member) => member.name === name));

/** Every registry, in the order in which one meets them. */
export const sections: readonly Section[] = [
  { title: 'Importers', intro: 'Read files into tables.', members: importers.members },
  { title: 'Generators', intro: 'Make datasets without a file.', members: generators.members },
  {
    title: 'Connections',
    intro: 'Which lower axons a layer reads, and with which weights (eq. 5, 6). Sources add.',
    members: connections.members,
  },
  {
    title: 'Updates',
    intro: 'What a layer makes of its sums z (eq. 6). Each derivative is a function of the value alone (eq. 10).',
    members: updates.members,
  },
  { title: 'Initializers', intro: 'First weights; biases begin at 0.', members: initializers.members },
  {
    title: 'Losses',
    intro: 'Compare outputs x with targets x̄. Each has a normalised form, in which it sees x divided by its sum (eq. 13).',
    members: losses.members,
  },
  { title: 'Skins', intro: 'Ways to teach a network; each is handed what it reads and nothing else.', members: skins.members },
  { title: 'Optimizers', intro: 'Turn gradients into steps. All count their evaluations.', members: optimizers.members },
  {
    title: 'Optimizers of the laboratory',
    intro: 'For surfaces only (`neuronlearning minimize`), not for teaching.',
    members: laboratoryOnly,
  },
  {
    title: 'Readouts',
    intro: 'Read an answer from a network; what is fitted is fitted when it has been taught, and frozen.',
    members: readouts.members,
  },
  { title: 'Schedules', intro: 'Multiply the learning rate in the course of a trial.', members: schedules.members },
  {
    title: 'Surfaces',
    intro: 'Functions with known minima, to compare optimizers on (`neuronlearning minimize`).',
    members: surfaces.members,
  },
  { title: 'Strategies', intro: 'Choose the settings that a sweep tries.', members: strategies.members },
];

/** docs/reference.md as it has to be: every member of every registry, as the forms and options of the workbench show it. */
export function referencePage(): string {
  const parts = [
    '# Reference',
    '',
    'Every registered part of the workbench: what it is, its formula, and its parameters. Equation numbers are those of the NeuronLearning',
    'note. This page is generated from the registries by `npm run reference`; a test fails while it is out of date.',
    '',
    ...sections.map(({ title, members }) => `- [${title}](#${anchor(title)}): ${members.map(({ name }) => `\`${name}\``).join(', ')}`),
    '',
    ...sections.flatMap(describeSection),
  ];
  return `${parts.join('\n').trimEnd()}\n`;
}

function describeSection({ title, intro, members }: Section): string[] {
  return [`## ${title}`, '', intro, '', ...members.flatMap(describeMember)];
}

function describeMember(member: RegistryMember): string[] {
  const { name, label, summary, equation, parameters } = member;
  return [
    `### ${label}: \`${name}\``,
    '',
    `${summary}${'reads' in member ? ` Reads ${String(member.reads)}.` : ''}`,
    '',
    // A code block, because stars, bars and underscores of a formula are no markup.
    ...(equation ? ['```text', ...equation.split('\n'), '```', ''] : []),
    ...describeParameters(parameters),
  ];
}

function describeParameters(parameters: z.ZodObject): string[] {
  const fields = new Map(schemaFields(parameters).map((field) => [field.key, field]));
  const rows = Object.entries(parameters.shape).map(([key, schema]) => {
    const field = fields.get(key);
    return field ? describeField(field) : describeStructured(key, schema as z.ZodType);
  });
  if (rows.length === 0) return [];
  return [
    '| parameter | default | range | meaning |',
    '| --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
    '',
  ];
}

function describeField({ key, label, help, initial, nullable, control }: Field): string[] {
  return [`\`${key}\``, describeDefault(initial), `${describeRange(control)}${nullable ? ', or `null`' : ''}`, `${label}. ${help}`];
}

/** What has no form control, such as a list of objects. */
function describeStructured(key: string, schema: z.ZodType): string[] {
  const { label, help } = z.globalRegistry.get(schema) as { label: string; help: string };
  return [`\`${key}\``, describeDefault(schema.safeParse(undefined).data), 'structured', `${label}. ${help}`];
}

function describeDefault(value: unknown): string {
  return value === undefined ? 'none' : `\`${JSON.stringify(value)}\``;
}

function describeRange(control: FieldControl): string {
  switch (control.kind) {
    case 'number':
      return [
        control.integer ? 'whole number' : 'number',
        ...describeBound('above', 'from', control.minimum),
        ...describeBound('below', 'to', control.maximum),
      ].join(' ');
    case 'options':
      return control.options.map((option) => `\`${/^\s+$/.test(String(option)) ? JSON.stringify(option) : option}\``).join(', ');
    case 'switch':
      return '`true`, `false`';
    case 'text':
      return 'text';
    case 'numbers':
      return control.single ? 'one number or a list' : 'list of numbers';
    case 'texts':
      return 'list of texts';
    case 'group':
      return `group of ${control.fields.map(({ key }) => `\`${key}\``).join(', ')}`;
  }
}

function describeBound(exclusive: string, inclusive: string, bound: Bound | null): string[] {
  return bound ? [`${bound.exclusive ? exclusive : inclusive} ${bound.value}`] : [];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
}

function anchor(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}
