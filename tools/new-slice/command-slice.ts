import type { Options } from 'prettier';
import * as estree from 'prettier/plugins/estree';
import * as typescript from 'prettier/plugins/typescript';
import { format } from 'prettier/standalone';

/** The lines that register the command, for `libs/groups/src/commands/index.ts`. */
export const registrationOf = (slice: string): readonly string[] =>
  ['command', 'controller'].map((part) => `export * from './${slice}/${slice}.${part}';`);

/**
 * The files of a new command, by name. They compile; the decision refuses where there is no group, and changes nothing
 * yet, so one test of the spec fails. It decides on a group; for other streams change `target` and `streams`.
 * @param slice in kebab-case, verb first: `approve-join-requests`
 * @param style how prettier is set up
 */
export async function commandSlice(slice: string, style: Options): Promise<Readonly<Record<string, string>>> {
  const name = slice.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const Name = name.replace(/^\w/, (letter) => letter.toUpperCase());
  const sentence = slice.replaceAll('-', ' ');
  const sources = {
    [`${slice}.decision.ts`]: `
import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupEvent } from '../../domain/group/group.events';
import type { GroupId } from '../../domain/ids';
import { canSee, type GroupAndCaller } from '../../domain/permissions';

export type ${Name} = { groupId: GroupId };
export const ${name}Refusals = ['GROUP_NOT_FOUND'] as const;
export type ${Name}Refusal = (typeof ${name}Refusals)[number];

/** To ${sentence} changes nothing so far. */
export function ${name}(
  _request: ${Name},
  states: GroupAndCaller,
  caller: Caller,
): Decision<GroupEvent, ${Name}Refusal> {
  if (!canSee(states, caller)) return refuse('GROUP_NOT_FOUND');
  return accept();
}
`,
    [`${slice}.command.ts`]: `
import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupAndCaller } from '../../domain/streams';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { ${name}, type ${Name} } from './${slice}.decision';

export class ${Name}Command extends GroupsCommand<typeof ${name}> {}

@CommandHandler(${Name}Command)
export class ${Name}Handler extends GroupsCommandHandler<typeof ${name}> {
  protected readonly target = 'group';
  protected readonly decide = ${name};

  protected streams({ groupId }: ${Name}, caller: Caller) {
    return groupAndCaller(caller, groupId);
  }
}
`,
    [`${slice}.controller.ts`]: `
import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { ${Name}Command } from './${slice}.command';
import { ${name}Refusals } from './${slice}.decision';

@ApiTags('groups')
@Controller('v2/groups/:groupId/${slice}')
export class ${Name}Controller {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({})
  @ApiRefusals(...${name}Refusals)
  async ${name}(@UuidParam('groupId') groupId: string, @FromCaller() caller: Caller) {
    orProblem(await this.commands.execute(new ${Name}Command({ groupId }, caller)));
    return {};
  }
}
`,
    [`${slice}.spec.ts`]: `
import { groupCreated, groupId } from '../../testing/group.examples';
import { olga } from '../../testing/people.examples';
import { groupsHiddenFromRavi, scenarioOf, statesAfter } from '../../testing/scenario';
import { ${name} } from './${slice}.decision';

const scenario = scenarioOf(${name});
const when = { groupId };

describe('${sentence}', () => {
  it('changes something', () =>
    expect(${name}(when, statesAfter({ group: [groupCreated()] }), olga)).toMatchObject({
      accepted: true,
      events: [{ data: { groupId } }],
    }));

  it.each(groupsHiddenFromRavi)('finds no group in %s', (_, given) => scenario({ given, when, refused: 'GROUP_NOT_FOUND' }));
});
`,
  };
  const formatted = Object.entries(sources).map(async ([file, source]) => [
    file,
    await format(source, { ...style, parser: 'typescript', plugins: [typescript, estree] }),
  ]);
  return Object.fromEntries(await Promise.all(formatted)) as Record<string, string>;
}
