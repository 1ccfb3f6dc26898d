import { Decider } from '@app/decider';
import { type EventStore, UpcastingEventStore } from '@app/event-store';
import { CALLER_CHECK, type CallerCheck, EVENT_STORE, READINESS_PROBES, RESPONSE_STORE } from '@app/http';
import { ViewProgress } from '@app/projections';
import type { ReadStore } from '@app/read-store';
import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { PendingItems } from '../commands/pending-items';
import { SlugReservations } from '../commands/slug-reservations';
import { DECISION_SETTINGS, type DecisionSettings } from '../domain/decision-settings';
import { storedEvents } from '../domain/streams';
import { Policies } from '../policies/policies';
import { PolicyLookups } from '../policies/policy-lookups';
import { Entrances } from '../queries/access/entrance';
import { VisibleGroups } from '../queries/access/visible-groups';
import { Lists } from '../queries/lists';
import { READ_STORE, Views } from '../views/views';
import { admission } from './admission';
import { BACKGROUND_MODE, type BackgroundMode, BackgroundWork, MAX_WAIT, readinessProbes } from './background-work';
import { EndedAccounts } from './ended-accounts';
import { controllers, handlers } from './registration';
import { StoredSnapshots } from './stored-snapshots';
import { reportUnreadable } from './unreadable-events';
import { ViewCounts } from './view-counts';

/** What `GroupsModule` needs from the process. */
export type GroupsOptions = {
  readonly events: EventStore;
  readonly views: ReadStore;
  readonly settings: DecisionSettings;
  /** Which process runs the projectors and policies. Default: this one. */
  readonly background?: BackgroundMode;
  /** The longest that a response waits for what policies do, and a read for its views, in ms. Default: 1500 and 2000. */
  readonly maxWait?: number;
  /** Does the process serve the API? Default: yes. */
  readonly routes?: boolean;
};

/** The commands, queries and routes of groups, and the background work. */
@Module({})
export class GroupsModule {
  static on(options: GroupsOptions): DynamicModule {
    const { views, background = 'THIS_PROCESS', routes = true } = options;
    const settings: DecisionSettings = { unknownSiteMembers: options.settings.unknownSiteMembers };
    const progress = new ViewProgress(options.maxWait);
    // Whatever reads events gets them from here, in today's shape.
    const events = new UpcastingEventStore(options.events, storedEvents, reportUnreadable);
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
        StoredSnapshots,
        {
          provide: Decider,
          inject: [StoredSnapshots],
          useFactory: (snapshots: StoredSnapshots) =>
            new Decider(events, () => new Date(), admission(settings), { snapshots }),
        },
        { provide: ViewProgress, useValue: progress },
        { provide: READINESS_PROBES, useValue: readinessProbes(events, views, progress) },
        Views,
        VisibleGroups,
        Entrances,
        Lists,
        PendingItems,
        ViewCounts,
        EndedAccounts,
        {
          provide: CALLER_CHECK,
          inject: [EndedAccounts],
          useFactory:
            (ended: EndedAccounts): CallerCheck =>
            (caller, { writes }, consistentWith) =>
              ended.throwIfEnded(caller, writes, consistentWith),
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
