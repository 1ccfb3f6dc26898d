import type { EventStore } from '@app/event-store';
import { ViewProgress } from '@app/projections';
import type { ReadStore } from '@app/read-store';
import { RESPONSE_STORE, CALLER_CHECK, type CallerCheck, EVENT_STORE, READINESS_PROBES } from '@app/http';
import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Decider } from '@app/decider';
import { PolicyLookups } from '../policies/policy-lookups';
import { Policies } from '../policies/policies';
import { BackgroundWork, readinessProbes, BACKGROUND_MODE, type BackgroundMode } from './background-work';
import { Counts } from './counts';
import { EndedAccounts } from './ended-accounts';
import { DECISION_SETTINGS, type DecisionSettings } from '../domain/decision-settings';
import { admission } from './admission';
import { Entrances } from '../queries/access/entrance';
import { READ_STORE, Views } from '../views/views';
import { VisibleGroups } from '../queries/access/visible-groups';
import { SlugReservations } from '../commands/slug-reservations';
import { controllers, handlers } from './registration';

/** What the groups need of the process that runs them. */
export type GroupsOptions = {
  readonly events: EventStore;
  readonly views: ReadStore;
  readonly rules: DecisionSettings;
  /** Where the views are kept. Default: here. */
  readonly work?: BackgroundMode;
  /** Does the process answer the API? Default: yes. */
  readonly routes?: boolean;
};

/** Everything about groups: commands, queries and their routes, and the work behind them. */
@Module({})
export class GroupsModule {
  static on({ events, views, rules, work = 'HERE', routes = true }: GroupsOptions): DynamicModule {
    const progress = new ViewProgress();
    return {
      module: GroupsModule,
      global: true,
      imports: [CqrsModule.forRoot()],
      controllers: routes ? controllers : [],
      providers: [
        { provide: EVENT_STORE, useValue: events },
        { provide: READ_STORE, useValue: views },
        { provide: RESPONSE_STORE, useValue: views },
        { provide: DECISION_SETTINGS, useValue: rules },
        { provide: BACKGROUND_MODE, useValue: work },
        { provide: Decider, useFactory: () => new Decider(events, () => new Date(), admission(rules)) },
        { provide: ViewProgress, useValue: progress },
        { provide: READINESS_PROBES, useValue: readinessProbes(events, views, progress) },
        Views,
        VisibleGroups,
        Entrances,
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
