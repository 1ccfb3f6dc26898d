import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { groupStream, slugStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { releaseSlug, type ReleaseSlug } from './release-slug.decision';

/** Sent by policies only. Says what should hold; a `CONFLICT` is all that can keep it from holding. */
export class ReleaseSlugCommand extends Ask<ReleaseSlug, { readonly accepted: boolean }> {}

@CommandHandler(ReleaseSlugCommand)
export class ReleaseSlugHandler implements ICommandHandler<ReleaseSlugCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: ReleaseSlugCommand) {
    const { request, caller } = ask;
    const { slug, groupId } = request;
    return this.streams
      .reading({
        slug: slugStream(caller.siteId, slug),
        group: groupStream(caller.siteId, groupId),
      })
      .deciding('slug', (on) => releaseSlug(request, on), ask);
  }
}
