import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupStream } from '../../domain/group/group.state';
import type { MemberId } from '../../domain/ids';
import { membershipStream } from '../../domain/membership/membership.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { DecisionHandler, GroupsCommand, type RequestOf, type ResultOf } from '../groups-command';
import {
  nextHeir,
  nominateHeir,
  type TransferOwnershipToHeir,
  transferOwnershipToHeir,
} from './transfer-ownership-to-heir.decision';

type TransferDecision = typeof transferOwnershipToHeir;
export class TransferOwnershipToHeirCommand extends GroupsCommand<
  typeof transferOwnershipToHeir,
  TransferOwnershipToHeir
> {}

@CommandHandler(TransferOwnershipToHeirCommand)
export class TransferOwnershipToHeirHandler extends DecisionHandler<TransferDecision> {
  protected readonly target = 'group';
  protected readonly decide = transferOwnershipToHeir;
  protected override readonly firstStep = { target: 'targetMembership', decide: nominateHeir } as const;

  protected streams({ groupId, memberId, heirId }: RequestOf<TransferDecision>, { siteId }: Caller) {
    return {
      group: groupStream(siteId, groupId),
      person: personStream(siteId, memberId),
      targetMembership: membershipStream(siteId, groupId, heirId),
      heir: personStream(siteId, heirId),
    };
  }

  /** Tries the heirs in order, each on newly loaded states, until one of them becomes the owner or none is left. */
  async execute(command: TransferOwnershipToHeirCommand): Promise<ResultOf<TransferDecision>> {
    const { request, caller } = command;
    const group = groupStream(caller.siteId, request.groupId);
    const passedOver = new Set<MemberId>();
    for (;;) {
      const heirId = nextHeir((await this.decider.on({ group }).load()).group, request, passedOver);
      const result = await this.run({ ...request, heirId, passedOver }, command);
      if (result.accepted || result.refusal === 'CONFLICT') return result;
      if (result.refusal === 'CANNOT_OWN' && heirId !== undefined) passedOver.add(heirId);
    }
  }
}
