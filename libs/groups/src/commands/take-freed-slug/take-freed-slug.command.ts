import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupStream } from '../../domain/group/group.state';
import { slugStream } from '../../domain/slug/slug.state';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { reserveFreedSlug, type TakeFreedSlug, takeFreedSlug } from './take-freed-slug.decision';

export class TakeFreedSlugCommand extends GroupsCommand<typeof takeFreedSlug> {}

@CommandHandler(TakeFreedSlugCommand)
export class TakeFreedSlugHandler extends GroupsCommandHandler<typeof takeFreedSlug> {
  protected readonly target = 'group';
  protected override readonly firstStep = { target: 'slug', decide: reserveFreedSlug } as const;
  protected readonly decide = takeFreedSlug;

  override async execute(command: TakeFreedSlugCommand) {
    const { request, caller } = command;
    const { slug } = await this.decider.on({ slug: slugStream(caller.siteId, request.slug) }).load();
    return this.run({ ...request, formerHolderId: slug.lastHolder?.groupId }, command);
  }

  protected streams({ slug, groupId, formerHolderId = groupId }: TakeFreedSlug, { siteId }: Caller) {
    return {
      group: groupStream(siteId, groupId),
      slug: slugStream(siteId, slug),
      formerHolder: groupStream(siteId, formerHolderId),
    };
  }
}
