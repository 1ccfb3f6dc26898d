import {
  type CommandContext,
  type CommandMetadata,
  type CommandResult,
  type Claim,
  afterWrite,
  currentClaim,
  Decider,
  type DecideOptions,
  newCommandMetadata,
} from '@app/decider';
import type { Accepted, Caller, Decision, Event, Recorded, Refused, StreamDefinition } from '@app/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Command, type ICommandHandler } from '@nestjs/cqrs';
import { DECISION_SETTINGS, type DecisionSettings, judgedWith } from '../domain/decision-settings';

/**
 * The shape of every decision. One that depends on the service's settings takes them as its fourth argument, one that
 * finishes what a first step began the events of that step as its fifth.
 */
export type Decide = (
  request: never,
  states: never,
  caller: Caller,
  settings: DecisionSettings,
  firstEvents: readonly Recorded[],
) => Decision<Event, string>;
/** What the caller asks for, as this decision takes it. */
export type RequestOf<D extends Decide> = Parameters<D>[0];
/** The states that this decision reads. */
export type StatesOf<D extends Decide> = Parameters<D>[1];
/** The events that may follow from this decision. */
export type EventsOf<D extends Decide> = Extract<ReturnType<D>, Accepted<Event>>['events'][number];
/** What a command with this decision gives. */
export type ResultOf<D extends Decide> = CommandResult<
  StatesOf<D>,
  EventsOf<D>,
  Extract<ReturnType<D>, Refused<string>>['refusal']
>;

/**
 * A command of the bus that `D` decides: `class RequestToJoinCommand extends GroupsCommand<typeof requestToJoin> {}`.
 * Without metadata a caller of the service sends it, and it belongs to the claim of their call if that carries a key.
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
  ) => Decision<Event, Extract<ReturnType<D>, Refused<string>>['refusal']>;
};

/**
 * What every handler says of its command: the streams to read, the one to append to, and the decision. Reading,
 * appending at the revision that was read, retrying, idempotency and policies are the `Decider`'s.
 */
@Injectable()
export abstract class DecisionHandler<D extends Decide, Request = RequestOf<D>> {
  /** The stream to which the events are appended, by its name among `streams`. */
  protected abstract readonly target: keyof StatesOf<D> & string;
  protected abstract readonly decide: DecideAs<D, Request>;
  /**
   * A decision on another stream that has to be accepted before `decide` finishes what it began. `decide` gets the events
   * that it appended just now; a policy does the second step where the process ends between the two.
   */
  protected readonly firstStep?: FirstStep<D, Request>;

  constructor(
    protected readonly decider: Decider,
    @Inject(DECISION_SETTINGS) protected readonly settings: DecisionSettings,
  ) {}

  /** The streams that the decision reads, by the names that it gives their states. */
  protected abstract streams(
    request: Request,
    caller: Caller,
  ): StreamsFor<StatesOf<D>> | Promise<StreamsFor<StatesOf<D>>>;

  /** More for the `Decider` about the (last) append. */
  protected options(_request: Request, _context: CommandContext): DecideOptions<StatesOf<D>, EventsOf<D>> {
    return {};
  }

  /** Decides one request and appends its events. The result holds the events of both steps. */
  protected async run(
    request: Request,
    context: CommandContext,
    decide: DecideAs<D, Request> = this.decide,
  ): Promise<ResultOf<D>> {
    const { caller } = context;
    const on = this.decider.on(await this.streams(request, caller));
    const first = this.firstStep;
    const begun = first
      ? await on.decide(
          first.target,
          (states) => first.decide(request, states as StatesOf<D>, caller, this.settings),
          context,
          { ...this.settingsOf(first.decide), nextTarget: this.target },
        )
      : null;
    if (begun && !begun.accepted) return begun;
    const events = begun?.events ?? [];
    const finishing = on.decide(
      this.target,
      (states) => decide(request, states as StatesOf<D>, caller, this.settings, events),
      context,
      { ...this.settingsOf(decide), ...(this.options(request, context) as DecideOptions<object, Event>) },
    );
    const result = await (events.length > 0 ? afterWrite(finishing) : finishing);
    return (result.accepted ? { ...result, events: [...events, ...result.events] } : result) as ResultOf<D>;
  }

  /** A decision that takes the settings is recorded together with them. */
  private settingsOf(decide: { readonly length: number }): DecideOptions<object, Event> {
    return decide.length > 3 ? { judgedWith: judgedWith(this.settings) } : {};
  }
}

/** The handler of a command about one thing. */
export abstract class GroupsCommandHandler<D extends Decide, Request = RequestOf<D>>
  extends DecisionHandler<D, Request>
  implements ICommandHandler<GroupsCommand<D, Request>>
{
  execute(command: GroupsCommand<D, Request>): Promise<ResultOf<D>> {
    return this.run(command.request, command);
  }
}
