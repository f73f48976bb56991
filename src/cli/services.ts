import {
  acceptedReleaseNames,
  type LastKnownGood,
  parseControlSet,
  parseRelease,
  type Registry,
  type Release,
  readLastKnownGood,
  readServices,
  type Services,
} from '../index.ts'
import { baseLines } from '../report/input.ts'
import { UsageError } from './exit.ts'
import type { Host } from './host.ts'
import { type InputOptions, InputReader } from './input.ts'
import type { Notes } from './notes.ts'
import { suggestion } from './suggestion.ts'

export interface ServicesOptions extends InputOptions {
  readonly windows?: string
  readonly controlSet?: string
  readonly base?: string
}

/** Reads inputs into the Services model, with the options that all commands share. */
export class ServicesReader {
  private readonly reader: InputReader
  private readonly windows: Release | undefined
  private readonly controlSet: string | undefined
  private readonly baseName: string | undefined
  private readonly inBox: boolean
  private base: Promise<Registry> | undefined
  private readonly out: Notes

  /**
   * `inBox`: whether it is asked which services are in-box, for which the facts of their release are needed. `devices`:
   * whether it is asked for which devices they are.
   */
  constructor(
    host: Host,
    options: ServicesOptions,
    out: Notes,
    { inBox = false, devices = false }: { inBox?: boolean; devices?: boolean } = {},
  ) {
    this.inBox = inBox
    this.out = out
    this.reader = new InputReader(host, options, out, { devices })
    this.windows = options.windows === undefined ? undefined : release(options.windows)
    this.controlSet = options.controlSet === undefined ? undefined : controlSetName(options.controlSet)
    this.baseName = options.base
  }

  /** The only input of a command. */
  async readOnly(name: string): Promise<Services> {
    const services = await this.read(name)
    this.refuseUnusedLogs()
    if (this.base) this.warnOf(await this.model(await this.base))
    return services
  }

  /** The only input of a command, with the control set that Windows would fall back to. */
  async readWithLastKnownGood(
    name: string,
  ): Promise<{ readonly services: Services; readonly lastKnownGood: LastKnownGood }> {
    // An overlay may change which set of the base is the last known good one.
    if (this.baseName !== undefined) this.base = this.reader.read(this.baseName, 'as-written', 'all')
    const base = await this.base
    const registry = await (base
      ? this.reader.read(name, 'overlay')
      : this.reader.read(name, 'as-written', 'with-last-known-good'))
    const services = await this.chosen(registry, base)
    this.refuseUnusedLogs()
    if (base) this.warnOf(await this.model(base))
    const lastKnownGood = await readLastKnownGood(base ?? registry, services, { inBox: this.inBox })
    return { services, lastKnownGood }
  }

  /** @throws UsageError where --hive-log was given and no input that was read is a hive */
  refuseUnusedLogs(): void {
    this.reader.refuseUnusedLogs()
  }

  async read(name: string): Promise<Services> {
    if (this.baseName === undefined) return this.chosen(await this.reader.read(name))
    this.base ??= this.reader.read(this.baseName)
    const base = await this.base
    return this.chosen(await this.reader.read(name, 'overlay'), base)
  }

  /** The base alone; undefined without one. */
  async readBase(): Promise<Services | undefined> {
    if (this.baseName === undefined) return undefined
    this.base ??= this.reader.read(this.baseName)
    const base = await this.chosen(await this.base)
    this.warnOf(base)
    return base
  }

  /**
   * Says what of a base may be missing. It has no findings of its own, and what is judged against it is worth no more
   * than it is: --quiet does not silence that.
   */
  private warnOf(base: Services): void {
    for (const line of baseLines(base)) this.out.problem(line)
  }

  private model(registry: Registry, base?: Registry): Promise<Services> {
    return readServices(registry, {
      inBox: this.inBox,
      ...(base === undefined ? {} : { base }),
      ...(this.windows === undefined ? {} : { windows: this.windows }),
      ...(this.controlSet === undefined ? {} : { controlSet: this.controlSet }),
    })
  }

  /** @throws UsageError where there is no such control set as was asked for */
  private async chosen(registry: Registry, base?: Registry): Promise<Services> {
    const services = await this.model(registry, base)
    const { key, reason, available } = services.controlSet
    if (this.controlSet !== undefined && key === undefined) {
      const has = available.length === 0 ? '' : `; it has ${available.map((set) => set.name).join(', ')}`
      throw new UsageError(`--control-set ${this.controlSet}: ${reason}${has}`)
    }
    return services
  }
}

function release(text: string): Release {
  const known = parseRelease(text)
  if (known !== undefined) return known
  throw new UsageError(`there is no Windows release "${text}"${suggestion(text, acceptedReleaseNames)}`)
}

function controlSetName(text: string): string {
  if (parseControlSet(text) !== undefined) return text
  const roles = ['current', 'default', 'last-known-good']
  throw new UsageError(
    `--control-set takes ${roles.join(', ')} or a number, not "${text}"${suggestion(text, roles)}`,
  )
}
