import type { Options } from 'prettier';
import * as estree from 'prettier/plugins/estree';
import * as typescript from 'prettier/plugins/typescript';
import { format } from 'prettier/standalone';

/**
 * The files of a new slice that writes, by name: one that compiles, refuses where there is no group, and changes nothing
 * yet, which its spec fails on. It decides on a group; other streams are a change to its `reading`.
 * @param slice in kebab-case, as people ask for it: `approve-join-request`
 * @param style how prettier is set up
 */
export async function writeSlice(slice: string, style: Options): Promise<Readonly<Record<string, string>>> {
  const name = slice.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const Name = name.replace(/^\w/, (letter) => letter.toUpperCase());
  const sentence = slice.replaceAll('-', ' ');
  const sources = {
    [`${slice}.decision.ts`]: `
import { accept, type Caller, type Decision, refuse } from '@app/kernel';
import type { GroupEvent } from '../../group/group.events';
import type { GroupId } from '../../ids';
import { canSee, type Here } from '../../permissions';

export type ${Name} = { groupId: GroupId };
export const ${name}Refusals = ['GROUP_NOT_FOUND'] as const;
export type ${Name}Refusal = (typeof ${name}Refusals)[number];

/** To ${sentence} changes nothing so far. */
export function ${name}(
  _request: ${Name},
  on: Here,
  caller: Caller,
): Decision<GroupEvent, ${Name}Refusal> {
  if (!canSee(on, caller)) return refuse('GROUP_NOT_FOUND');
  return accept();
}
`,
    [`${slice}.handler.ts`]: `
import type { Outcome } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupEvent } from '../../group/group.events';
import type { Group } from '../../group/group.state';
import { groupStream, membershipStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type ${Name}, ${name}, type ${Name}Refusal } from './${slice}.decision';

export class ${Name}Command extends Ask<${Name}, Outcome<{ group: Group }, GroupEvent, ${Name}Refusal>> {}

@CommandHandler(${Name}Command)
export class ${Name}Handler implements ICommandHandler<${Name}Command> {
  constructor(private readonly streams: Streams) {}

  execute(ask: ${Name}Command) {
    const { request, caller } = ask;
    return this.streams
      .reading({
        group: groupStream(caller.siteId, request.groupId),
        mine: membershipStream(caller.siteId, request.groupId, caller.memberId),
      })
      .deciding('group', (on) => ${name}(request, on, caller), ask);
  }
}
`,
    [`${slice}.controller.ts`]: `
import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiRefusals, orProblem } from '../../problems';
import { ${name}Refusals } from './${slice}.decision';
import { ${Name}Command } from './${slice}.handler';

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
import { refuse } from '@app/kernel';
import { initial as noGroup } from '../../group/group.state';
import { initial as noMembership } from '../../membership/membership.state';
import { ${name} } from './${slice}.decision';

describe('${sentence}', () => {
  const groupId = '8bc66cc1-6d47-4b94-8f3c-8a6a3b1a3e0d';
  const olga = { kind: 'MEMBER', siteId: 'default', id: 'olga', memberId: 'olga' } as const;
  const mine = noMembership();

  it('changes something', () => {
    const group = { ...noGroup(), status: 'ACTIVE', ownerId: olga.id } as const;
    const decision = ${name}({ groupId }, { group, mine }, olga);
    expect(decision).toMatchObject({ accepted: true, events: [{ data: { groupId } }] });
  });

  it('is refused where there is no group', () =>
    expect(${name}({ groupId }, { group: noGroup(), mine }, olga)).toEqual(refuse('GROUP_NOT_FOUND')));
});
`,
  };
  const formatted = Object.entries(sources).map(async ([file, source]) => [
    file,
    await format(source, { ...style, parser: 'typescript', plugins: [typescript, estree] }),
  ]);
  return Object.fromEntries(await Promise.all(formatted)) as Record<string, string>;
}
