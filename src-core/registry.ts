import { WorkbenchError } from './errors.ts';
import { parseOrRefuse } from './parseOrRefuse.ts';
import { z } from './schema.ts';

/** What every registered thing (optimizer, loss, update, importer…) says about itself; forms, help and docs are made from it. */
export interface RegistryMember<Parameters extends z.ZodObject = z.ZodObject> {
  /** Stable name used in files and on the command line, camelCase. */
  readonly name: string;
  /** What a person reads. */
  readonly label: string;
  /** One sentence. */
  readonly summary: string;
  /** The formula in plain text, with its number in the note or its paper where it has one. */
  readonly equation?: string;
  /** Every parameter has a default, a range and `.meta({ label, help })`. */
  readonly parameters: Parameters;
}

/** A registry member chosen in a config: its name and its parameters. */
export interface Choice {
  readonly type: string;
  readonly [parameter: string]: unknown;
}

/** A table of members of one kind: looks one up by name and checks a choice of one. */
export interface Registry<Member extends RegistryMember> {
  /** Singular, as a person would say it: "optimizer". */
  readonly kind: string;
  readonly members: readonly Member[];
  /** @throws registry/unknown-member naming the known ones */
  get(name: string): Member;
  /** Checks a choice and fills in the defaults. @throws registry/unknown-member, registry/bad-parameters */
  parse(choice: unknown): Choice;
  /** The same as a schema, for use inside larger ones. Output: a Choice with every parameter present. */
  readonly schema: z.ZodType<Choice, Choice>;
}

/** Makes the table of one kind of member. @throws registry/duplicate-member where two share a name */
export function defineRegistry<Member extends RegistryMember>(kind: string, members: readonly Member[]): Registry<Member> {
  const byName = new Map(members.map((member) => [member.name, member]));
  if (byName.size !== members.length)
    throw new WorkbenchError('registry/duplicate-member', `Two members of the ${kind} registry share a name.`);

  function get(name: string): Member {
    const member = byName.get(name);
    if (member) return member;
    const known = [...byName.keys()].join(', ');
    throw new WorkbenchError('registry/unknown-member', `There is no ${kind} "${name}". Known: ${known}.`, { kind, name });
  }

  function parse(choice: unknown): Choice {
    const { type, ...given } = choiceShape.parse(choice);
    const member = get(type);
    const parsed = parseOrRefuse(member.parameters.strict(), given, {
      code: 'registry/bad-parameters',
      subject: `${member.label} (${kind})`,
      details: { kind, name: type },
    });
    return { type, ...parsed };
  }

  const schema = choiceShape.transform((choice, context): Choice => {
    try {
      return parse(choice);
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      context.addIssue({ code: 'custom', message: error.message, params: { code: error.code, ...error.details } });
      return z.NEVER;
    }
  });

  return { kind, members, get, parse, schema: schema as z.ZodType<Choice, Choice> };
}

const choiceShape = z.looseObject({ type: z.string().min(1) });
