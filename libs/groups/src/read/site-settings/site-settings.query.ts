import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { CreationPolicy } from '../../site/site.events';
import { siteStream, Streams } from '../../streams';
import { See } from '../see';

/** The settings of the caller's site, folded from their few events: always the latest. */
export class GetSiteSettings extends See<object, { settings: { creationPolicy: CreationPolicy } }> {}

@QueryHandler(GetSiteSettings)
export class GetSiteSettingsHandler implements IQueryHandler<GetSiteSettings> {
  constructor(private readonly streams: Streams) {}

  async execute({ caller }: GetSiteSettings) {
    const { site } = await this.streams.reading({ site: siteStream(caller.siteId) }).states();
    return { accepted: true as const, settings: { creationPolicy: site.creationPolicy } };
  }
}
