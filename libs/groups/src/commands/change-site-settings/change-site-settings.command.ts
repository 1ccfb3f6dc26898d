import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { siteStream } from '../../domain/site/site.state';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type ChangeSiteSettings, changeSiteSettings } from './change-site-settings.decision';

export class ChangeSiteSettingsCommand extends GroupsCommand<typeof changeSiteSettings> {}

@CommandHandler(ChangeSiteSettingsCommand)
export class ChangeSiteSettingsHandler extends GroupsCommandHandler<typeof changeSiteSettings> {
  protected readonly target = 'site';
  protected readonly decide = changeSiteSettings;

  protected streams(_: ChangeSiteSettings, caller: Caller) {
    return { site: siteStream(caller.siteId) };
  }
}
