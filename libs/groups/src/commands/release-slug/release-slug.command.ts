import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupStream } from '../../domain/group/group.state';
import { slugStream } from '../../domain/slug/slug.state';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type ReleaseSlug, releaseSlug } from './release-slug.decision';

export class ReleaseSlugCommand extends GroupsCommand<typeof releaseSlug> {}

@CommandHandler(ReleaseSlugCommand)
export class ReleaseSlugHandler extends GroupsCommandHandler<typeof releaseSlug> {
  protected readonly target = 'slug';
  protected readonly decide = releaseSlug;

  protected streams({ slug, groupId }: ReleaseSlug, caller: Caller) {
    return { slug: slugStream(caller.siteId, slug), group: groupStream(caller.siteId, groupId) };
  }
}
