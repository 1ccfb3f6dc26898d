import type { EventStore } from '@app/event-store';
import { ViewProgress } from '@app/projections';
import type { ReadStore } from '@app/read-store';
import { CALLER_CHECK, type CallerCheck, EVENT_STORE, READINESS_PROBES, RESPONSE_STORE } from '@app/http';
import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Streams } from '@app/decider';
import { PolicyLookups } from './automation/lookups';
import { Policies } from './automation/policies';
import { BackgroundWork, readinessProbes, WORK_PLACE, type WorkPlace } from './background-work';
import { Counts } from './counts';
import { EndedAccounts } from './ended-accounts';
import { HOUSE_RULES, type HouseRules } from './house-rules';
import { admission } from './admission';
import { Doors } from './read/doors';
import { READ_STORE, Views } from './read/views';
import { readControllers, readHandlers } from './read';
import { VisibleGroups } from './read/visible-groups';
import { SlugReservations } from './write/slug-reservations';
import { writeControllers, writeHandlers } from './write';

/** What the groups need of the process that runs them. */
export type GroupsOptions = {
  readonly events: EventStore;
  readonly views: ReadStore;
  readonly rules: HouseRules;
  /** Where the views are kept. Default: here. */
  readonly work?: WorkPlace;
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
      controllers: routes ? [...writeControllers, ...readControllers] : [],
      providers: [
        { provide: EVENT_STORE, useValue: events },
        { provide: READ_STORE, useValue: views },
        { provide: RESPONSE_STORE, useValue: views },
        { provide: HOUSE_RULES, useValue: rules },
        { provide: WORK_PLACE, useValue: work },
        { provide: Streams, useFactory: () => new Streams(events, () => new Date(), admission(rules)) },
        { provide: ViewProgress, useValue: progress },
        { provide: READINESS_PROBES, useValue: readinessProbes(events, views, progress) },
        Views,
        VisibleGroups,
        Doors,
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
        ...writeHandlers,
        ...readHandlers,
      ],
      exports: [EVENT_STORE, RESPONSE_STORE, READINESS_PROBES, CALLER_CHECK, BackgroundWork],
    };
  }
}
