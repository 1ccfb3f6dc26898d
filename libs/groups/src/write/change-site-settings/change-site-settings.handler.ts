import type { Outcome } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CreationPolicyChanged } from '../../site/site.events';
import type { Site } from '../../site/site.state';
import { siteStream, Streams } from '../../streams';
import { Ask } from '../ask';
import {
  type ChangeSiteSettings,
  changeSiteSettings,
  type ChangeSiteSettingsRefusal,
} from './change-site-settings.decision';

type Answer = Outcome<{ site: Site }, CreationPolicyChanged, ChangeSiteSettingsRefusal>;
export class ChangeSiteSettingsCommand extends Ask<ChangeSiteSettings, Answer> {}

@CommandHandler(ChangeSiteSettingsCommand)
export class ChangeSiteSettingsHandler implements ICommandHandler<ChangeSiteSettingsCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: ChangeSiteSettingsCommand) {
    const { request, caller } = ask;
    return this.streams
      .reading({ site: siteStream(caller.siteId) })
      .deciding('site', (on) => changeSiteSettings(request, on, caller), ask);
  }
}
