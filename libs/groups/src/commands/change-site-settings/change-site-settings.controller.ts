import { FromCaller, IfPresent, Nested, Responds, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Patch } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { creationPolicies, type CreationPolicy } from '../../domain/site/site.events';
import { ApiRefusals, orProblem } from '../../http/problems';
import { SiteSettingsResponse } from '../../http/responses/site.response';
import { ChangeSiteSettingsCommand } from './change-site-settings.command';
import { changeSiteSettingsRefusals } from './change-site-settings.decision';

class SiteSettingsDto {
  @ApiPropertyOptional({ enum: creationPolicies, example: 'ALL_MEMBERS' })
  @IfPresent()
  @IsIn(creationPolicies)
  readonly creationPolicy?: CreationPolicy;
}

export class ChangeSiteSettingsBody {
  @ApiProperty({ type: SiteSettingsDto }) @Nested(() => SiteSettingsDto) readonly settings!: SiteSettingsDto;
}

@ApiTags('site')
@Controller('v2/settings')
export class ChangeSiteSettingsController {
  constructor(private readonly commands: CommandBus) {}

  @Patch()
  @Writes()
  @Responds({ settings: SiteSettingsResponse })
  @ApiRefusals(...changeSiteSettingsRefusals)
  async changeSettings(@Body() { settings }: ChangeSiteSettingsBody, @FromCaller() caller: Caller) {
    const { states } = orProblem(await this.commands.execute(new ChangeSiteSettingsCommand({ ...settings }, caller)));
    return { settings: { creationPolicy: states.site.creationPolicy } };
  }
}
