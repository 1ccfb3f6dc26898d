import { ConsistentWith, FromCaller, Reads, Responds } from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { orProblem } from '../../http/problems';
import { SiteSettingsResponse } from '../../http/responses/site.response';
import { withoutAccepted } from '../without-accepted';
import { GetSiteSettings } from './site-settings.query';

@ApiTags('site')
@Controller('v2/settings')
export class SiteSettingsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads()
  @Responds({ settings: SiteSettingsResponse })
  async getSettings(@FromCaller() caller: Caller, @ConsistentWith() since: Position | null) {
    return withoutAccepted(orProblem(await this.queries.execute(new GetSiteSettings({}, caller, since))));
  }
}
