import { Decider } from '@app/decider';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { CreationPolicy } from '../../domain/site/site.events';
import { siteStream } from '../../domain/site/site.state';
import { GroupsQuery } from '../groups-query';

/** The settings of the caller's site, folded from events, so that they are always the latest. */
export class GetSiteSettings extends GroupsQuery<object, { settings: { creationPolicy: CreationPolicy } }> {}

@QueryHandler(GetSiteSettings)
export class GetSiteSettingsHandler implements IQueryHandler<GetSiteSettings> {
  constructor(private readonly decider: Decider) {}

  async execute({ caller }: GetSiteSettings) {
    const { site } = await this.decider.on({ site: siteStream(caller.siteId) }).load();
    return { accepted: true as const, settings: { creationPolicy: site.creationPolicy } };
  }
}
