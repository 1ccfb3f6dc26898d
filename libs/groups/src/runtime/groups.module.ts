import type { EventStore } from '@app/event-store';
import { ViewProgress } from '@app/projections';
import type { ReadStore } from '@app/read-store';
import { RESPONSE_STORE, CALLER_CHECK, type CallerCheck, EVENT_STORE, READINESS_PROBES } from '@app/http';
import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Decider } from '@app/decider';
import { PolicyLookups } from '../policies/policy-lookups';
import { Policies } from '../policies/policies';
import { BackgroundWork, readinessProbes, BACKGROUND_MODE, type BackgroundMode, MAX_WAIT } from './background-work';
import { Counts } from './counts';
import { EndedAccounts } from './ended-accounts';
import { DECISION_SETTINGS, type DecisionSettings } from '../domain/decision-settings';
import { admission } from './admission';
import { Entrances } from '../queries/access/entrance';
import { READ_STORE, Views } from '../views/views';
import { VisibleGroups } from '../queries/access/visible-groups';
import { Lists } from '../queries/lists';
import { SlugReservations } from '../commands/slug-reservations';
import { controllers, handlers } from './registration';

/** What the groups need of the process that runs them. */
export type GroupsOptions = {
  readonly events: EventStore;
  readonly views: ReadStore;
  readonly settings: DecisionSettings;
  /** Which process projects events and runs policies. Default: this one. */
  readonly background?: BackgroundMode;
  /** The longest that a response waits for what policies do, and a read for its views, in ms. Default: 2000. */
  readonly maxWait?: number;
  /** Does the process serve the API? Default: yes. */
  readonly routes?: boolean;
};

/** Everything about groups: commands, queries and their routes, and the background work. */
@Module({})
export class GroupsModule {
  static on(options: GroupsOptions): DynamicModule {
    const { events, views, background = 'THIS_PROCESS', routes = true } = options;
    const settings: DecisionSettings = { unknownSiteMembers: options.settings.unknownSiteMembers };
    const progress = new ViewProgress(options.maxWait);
    return {
      module: GroupsModule,
      global: true,
      imports: [CqrsModule.forRoot()],
      controllers: routes ? controllers : [],
      providers: [
        { provide: EVENT_STORE, useValue: events },
        { provide: READ_STORE, useValue: views },
        { provide: RESPONSE_STORE, useValue: views },
        { provide: DECISION_SETTINGS, useValue: settings },
        { provide: BACKGROUND_MODE, useValue: background },
        { provide: MAX_WAIT, useValue: options.maxWait },
        { provide: Decider, useFactory: () => new Decider(events, () => new Date(), admission(settings)) },
        { provide: ViewProgress, useValue: progress },
        { provide: READINESS_PROBES, useValue: readinessProbes(events, views, progress) },
        Views,
        VisibleGroups,
        Entrances,
        Lists,
        Counts,
        EndedAccounts,
        {
          provide: CALLER_CHECK,
          inject: [EndedAccounts],
          useFactory:
            (ended: EndedAccounts): CallerCheck =>
            (caller, { writes }) =>
              ended.refuse(caller, writes),
        },
        SlugReservations,
        PolicyLookups,
        Policies,
        BackgroundWork,
        ...handlers,
      ],
      exports: [EVENT_STORE, RESPONSE_STORE, READINESS_PROBES, CALLER_CHECK, BackgroundWork],
    };
  }
}
