import { accept, type Caller, type Decision, refuse, runsTheSite } from '@app/kernel';
import type { CreationPolicy, CreationPolicyChanged } from '../../domain/site/site.events';
import type { Site } from '../../domain/site/site.state';

export type ChangeSiteSettings = { creationPolicy?: CreationPolicy };
export const changeSiteSettingsRefusals = ['PERMISSION_DENIED'] as const;
export type ChangeSiteSettingsRefusal = (typeof changeSiteSettingsRefusals)[number];

/** Sets who may create groups on the site. Pending requests stay pending. Refused unless by a site admin or an app. */
export function changeSiteSettings(
  { creationPolicy }: ChangeSiteSettings,
  { site }: { site: Site },
  caller: Caller,
): Decision<CreationPolicyChanged, ChangeSiteSettingsRefusal> {
  if (!runsTheSite(caller)) return refuse('PERMISSION_DENIED');
  if (creationPolicy === undefined || creationPolicy === site.creationPolicy) return accept();
  return accept({ type: 'CreationPolicyChanged', data: { from: site.creationPolicy, to: creationPolicy } });
}
