import {
  afterWrite,
  type Claim,
  type CommandContext,
  type CommandMetadata,
  type CommandResult,
  currentClaim,
  type DecideOptions,
  Decider,
  itemMetadata,
  newCommandMetadata,
} from '@app/decider';
import {
  type Accepted,
  type Caller,
  type Decision,
  type Event,
  type Recorded,
  refuse,
  type Refused,
  type StreamDefinition,
} from '@app/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Command, type ICommandHandler } from '@nestjs/cqrs';
import { DECISION_SETTINGS, type DecisionSettings, judgedWith } from '../domain/decision-settings';
import { authorizeMember, isUnauthorizedMember } from '../domain/membership/authorizing';
import type { GroupAndCaller } from '../domain/permissions';
import type { StartOver } from '../domain/start-over';

/**
 * The shape of every decision. The fourth argument is for those that depend on the service's settings, the fifth for the
 * second step of a command with two: the events of the first step.
 */
export type Decide = (
  request: never,
  states: never,
  caller: Caller,
  settings: DecisionSettings,
  firstEvents: readonly Recorded[],
) => Decision<Event, string>;
/** The request that this decision takes. */
export type RequestOf<D extends Decide> = Parameters<D>[0];
/** The states that this decision reads. */
export type StatesOf<D extends Decide> = Parameters<D>[1];
/** The events that may follow from this decision. */
export type EventsOf<D extends Decide> = Extract<ReturnType<D>, Accepted<Event>>['events'][number];
/** The result of a command with this decision. */
export type ResultOf<D extends Decide> = CommandResult<StatesOf<D>, EventsOf<D>, RefusalOf<D>>;
type RefusalOf<D extends Decide> = Exclude<Extract<ReturnType<D>, Refused<string>>['refusal'], StartOver>;

/**
 * A command for the command bus, decided by `D`: `class RequestToJoinCommand extends GroupsCommand<typeof requestToJoin> {}`.
 * Policies pass the metadata. Without it, the command is part of an HTTP call, and of the claim of its idempotency key.
 */
export abstract class GroupsCommand<D extends Decide, Request = RequestOf<D>, Result = ResultOf<D>>
  extends Command<Result>
  implements CommandContext
{
  readonly metadata: CommandMetadata;
  readonly claim: Claim | null;

  constructor(
    readonly request: Request,
    readonly caller: Caller,
    metadata?: CommandMetadata,
  ) {
    super();
    this.claim = metadata ? null : currentClaim();
    this.metadata = metadata ?? newCommandMetadata(this.claim?.commandId);
  }
}

const MAX_ATTEMPTS = 6; // of a command with two steps

type StreamsFor<States> = { readonly [Name in keyof States]: StreamDefinition<States[Name]> };
type DecideAs<D extends Decide, Request> = (
  request: Request,
  states: StatesOf<D>,
  caller: Caller,
  settings: DecisionSettings,
  firstEvents: readonly Recorded[],
) => ReturnType<D>;
type FirstStep<D extends Decide, Request> = {
  readonly target: keyof StatesOf<D> & string;
  readonly decide: (
    request: Request,
    states: StatesOf<D>,
    caller: Caller,
    settings: DecisionSettings,
  ) => Decision<Event, RefusalOf<D>>;
};

/** Left out at the first attempt, which starts over where it is needed: for a plain member who acts for the first time. */
const authorizing = <D extends Decide, Request>(attempt: number) =>
  attempt === 1 ? null : ({ target: 'callerMembership', decide: authorizeMember } as unknown as FirstStep<D, Request>);

/**
 * The base of every command handler. A handler names the streams to read, the stream to append to, and the decision. The
 * `Decider` does the rest: it loads, appends at the expected revision, retries after conflicts, and repeats by key.
 */
@Injectable()
export abstract class DecisionHandler<D extends Decide, Request = RequestOf<D>> {
  /** The name in `streams` of the stream to append to. */
  protected abstract readonly target: keyof StatesOf<D> & string;
  protected abstract readonly decide: DecideAs<D, Request>;
  /**
   * A decision on another stream that runs first. If it is refused, the command is. `decide` gets the events that it
   * appended. If the process ends between the two appends, a policy does the second one, or the first has no effect. Left
   * out where that stream does not exist.
   */
  protected readonly firstStep?: FirstStep<D, Request>;
  /**
   * Whether plain members may send the command, which is about somebody else. Then the first step authorizes them in the
   * stream of their own membership, once.
   */
  protected readonly isSentByMembers: boolean = false;

  constructor(
    protected readonly decider: Decider,
    @Inject(DECISION_SETTINGS) protected readonly settings: DecisionSettings,
  ) {}

  /** The streams to read, by the names that the decision has for their states. */
  protected abstract streams(
    request: Request,
    caller: Caller,
  ): StreamsFor<StatesOf<D>> | Promise<StreamsFor<StatesOf<D>>>;

  /** Options of the (last) append. */
  protected options(_request: Request, _context: CommandContext): DecideOptions<StatesOf<D>, EventsOf<D>> {
    return {};
  }

  /**
   * Decides one request and appends its events. The result has the events of both steps. Refused with `CONFLICT` when the
   * second step starts over five times.
   */
  protected async run(
    request: Request,
    context: CommandContext,
    decide: DecideAs<D, Request> = this.decide,
  ): Promise<ResultOf<D>> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const result = await this.runSteps(request, context, decide, attempt);
      if (result.accepted || result.refusal !== 'START_OVER') return result as ResultOf<D>;
    }
    return refuse('CONFLICT');
  }

  private async runSteps(
    request: Request,
    context: CommandContext,
    decide: DecideAs<D, Request>,
    attempt: number,
  ): Promise<CommandResult<StatesOf<D>, Event, string>> {
    const { caller } = context;
    const streamsByName = await this.streams(request, caller);
    const streams = this.decider.on(streamsByName);
    const firstStep = this.isSentByMembers ? authorizing<D, Request>(attempt) : this.firstStep;
    const first = firstStep && streamsByName[firstStep.target].name !== null ? firstStep : null;
    const firstContext =
      attempt === 1 ? context : { ...context, metadata: itemMetadata(context.metadata, `attempt ${attempt}`) };
    const firstResult = first
      ? await streams.decide(
          first.target,
          (states) => first.decide(request, states as StatesOf<D>, caller, this.settings),
          firstContext, // the events of the first attempt have taken its ids
          { ...this.settingsUsedBy(first.decide), nextTarget: this.target },
        )
      : null;
    if (firstResult && !firstResult.accepted) return firstResult;
    const events = firstResult?.events ?? [];
    const lastAppend = streams.decide(
      this.target,
      (states) => {
        const decision = decide(request, states as StatesOf<D>, caller, this.settings, events);
        return this.needsAuthorization(decision, states, caller) ? refuse('START_OVER') : decision;
      },
      context,
      {
        ...this.settingsUsedBy(decide),
        ...(this.options(request, context) as DecideOptions<object, Event>),
        isContinued: events.length > 0,
      },
    );
    const result = await (events.length > 0 ? afterWrite(lastAppend) : lastAppend);
    return result.accepted
      ? { ...result, states: result.states as StatesOf<D>, events: [...events, ...result.events] }
      : result;
  }

  private needsAuthorization(decision: Decision<Event, string>, states: object, caller: Caller): boolean {
    const acts = this.isSentByMembers && decision.accepted && decision.events.length > 0;
    return acts && isUnauthorizedMember(states as GroupAndCaller, caller);
  }

  /** The settings are recorded with the events of a decision that takes them. */
  private settingsUsedBy(decide: { readonly length: number }): DecideOptions<object, Event> {
    return decide.length > 3 ? { judgedWith: judgedWith(this.settings) } : {};
  }
}

/** Handles a command for one item. */
export abstract class GroupsCommandHandler<D extends Decide, Request = RequestOf<D>>
  extends DecisionHandler<D, Request>
  implements ICommandHandler<GroupsCommand<D, Request>>
{
  execute(command: GroupsCommand<D, Request>): Promise<ResultOf<D>> {
    return this.run(command.request, command);
  }
}
