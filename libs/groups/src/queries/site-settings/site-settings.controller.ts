import { FromReader, type Reader, Reads, Responds } from '@app/http';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { orProblem } from '../../http/problems';
import { SiteSettingsResponse } from '../../http/responses/site.response';
import { GetSiteSettings } from './site-settings.query';

@ApiTags('site')
@Controller('v2/settings')
export class SiteSettingsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads()
  @Responds({ settings: SiteSettingsResponse })
  async getSettings(@FromReader() reader: Reader) {
    const { settings } = orProblem(await this.queries.execute(new GetSiteSettings({}, reader)));
    return { settings };
  }
}
