import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectFlags, type Flags } from '#flags/client/connect-flags.ts';
import type { Logger } from '#kit/telemetry/logger.ts';
import { createTelemetry } from '#kit/telemetry/meter.ts';
import { pushToHome } from '#kit/telemetry/push-to-home.ts';

/** What goes wrong for whoever has the flag. */
export type Injection = 'errors' | 'latency' | 'mismatch' | 'nodata' | 'outage';

const EVERY = 10;
const PUSHED_EVERY = 1_000;

type Options = {
  readonly flag: string;
  readonly url: string;
  readonly token: string;
  readonly environment: string;
  readonly logger: Logger;
};

/** People who register with a product: their flags come by the real client, their numbers go the real way. */
export class SimulatedProduct {
  injection: Injection | undefined;
  /** When somebody last met the flag, by the monotonic clock. */
  lastExposedAt = 0;
  exposed = 0;
  readonly #options: Options;
  readonly #telemetry: ReturnType<typeof createTelemetry>;
  readonly #timers: NodeJS.Timeout[] = [];
  #flags: Flags | undefined;
  #folder = '';
  #isSilent = false;
  #person = 100;

  constructor(options: Options) {
    this.#options = options;
    const { environment, logger, url, token } = options;
    const push = () => pushToHome(url, token);
    this.#telemetry = createTelemetry({ service: 'saas', version: 'demo', environment, logger, push });
  }

  async start(): Promise<void> {
    const { url, token, environment, logger, flag } = this.#options;
    this.#folder = await mkdtemp(join(tmpdir(), 'trialgate-demo-'));
    const connection = { url, token, environment, logger, appName: 'saas', overrides: {}, folder: this.#folder };
    this.#flags = await connectFlags(connection);
    const { meter } = this.#telemetry;
    const total = meter.createCounter('registrations_total');
    const duration = meter.createHistogram('registration_duration_seconds', { unit: 's' });
    const checks = meter.createCounter('trial_eligibility_checks_total');
    const fallbacks = meter.createCounter('trial_eligibility_fallbacks_total');
    const register = async () => {
      const userId = String(this.#person++);
      const asked = await this.#flags?.client.getBooleanDetails(flag, false, { targetingKey: userId, userId });
      const isOn = asked?.value === true;
      if (isOn) {
        this.lastExposedAt = performance.now();
        this.exposed += 1;
      }
      const goesWrong = (kind: Injection) => isOn && this.injection === kind && this.#person % 10 < 7;
      const exposed = isOn ? 'on' : 'off';
      total.add(1, { exposed, outcome: goesWrong('errors') ? 'failed' : 'queued' });
      duration.record(goesWrong('latency') ? 3 : 0.05, { exposed });
      checks.add(1, { method: isOn ? 'ssot' : 'database', outcome: 'ok' });
      if (goesWrong('outage')) fallbacks.add(1, { reason: 'portal_unavailable' });
    };
    this.#timers.push(setInterval(() => void register(), EVERY));
    this.#timers.push(setInterval(() => void this.#push(), PUSHED_EVERY));
  }

  /** Numbers stop coming, while people go on. */
  async #push(): Promise<void> {
    if (this.injection !== 'nodata') await this.#telemetry.push();
    else if (!this.#isSilent) await this.#telemetry.stop();
    this.#isSilent = this.injection === 'nodata';
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    if (!this.#isSilent) await this.#telemetry.stop();
    await this.#flags?.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
