import { type Services, upcase } from '../../services/index.ts'
import type { FoundStep } from '../compare-pair.ts'
import { startWords } from '../reasons.ts'
import { storedStart } from '../start-override.ts'
import { loadedAsDriver, passedOver } from '../unfit.ts'
import type { Context } from './context.ts'
import { loopSentence } from './judgement-text.ts'
import { asObserved, documented, inference, read, type Sentence, unknown } from './sentence.ts'
import { sources } from './sources.ts'

/** Why a service is in its phase, and what that phase does. */
export function phaseSentences(context: Context, found: FoundStep): Sentence[] {
  const { step, phase } = found
  const { name } = step.service
  switch (phase) {
    case 'boot':
      return [...whyHere(context, found), ...bootPhase(name), ...unfit(found)]
    case 'system':
      return [
        ...whyHere(context, found),
        documented(
          'system-phase',
          sources.kb115486,
          `The kernel loads ${name} when it initialises, after every boot-start driver.`,
          [name],
        ),
        ...unfit(found),
      ]
    case 'auto':
    case 'delayed':
      return [...controllerPhase(found), ...unfit(found)]
  }
}

/** Load order is not initialisation order. */
function bootPhase(name: string): Sentence[] {
  return [
    documented(
      'boot-phase',
      [sources.kb115486, sources.kb103000],
      `The boot loader puts ${name} into memory, before every system-start driver; the kernel initialises it later.`,
      [name],
    ),
    inference(
      'initialisation-order',
      [],
      'Load order is not initialisation order: that the kernel initialises boot drivers in the order in which they were loaded is an inference, boot logs show the loading alone.',
    ),
  ]
}

function whyHere({ services, plan, options }: Context, { step }: FoundStep): Sentence[] {
  const { name } = step.service
  const codes = new Set(step.reasons.map(({ code }) => code))
  const stored = startWords(storedStart(step.service))
  if (codes.has('start-override'))
    return [
      asObserved(
        plan,
        'start-override',
        sources.ntLoadOrder,
        `Start is ${stored}, but StartOverride makes it ${startWords(step.start)} on this hardware configuration (${configurationWords(services)}).`,
        [name],
      ),
    ]
  const here = [read('start', `Start of ${name} is ${stored}.`, [name])]
  if (codes.has('boot-file-system')) here.push(...bootFileSystem(options, name))
  if (codes.has('measured-boot'))
    here.push(
      inference(
        'measured-boot',
        sources.bootLogs,
        `It is taken in because a measured boot was asked for and its BootFlags hold 0x20: logs that show tpm.sys early show it here.`,
        [name],
      ),
    )
  return here
}

function bootFileSystem({ bootFileSystem: given }: Context['options'], name: string): Sentence[] {
  const loaded = documented(
    'boot-file-system',
    [sources.fileSystemLoadOrder, sources.ntLoadOrder],
    'The driver of the file system that Windows boots from is loaded by the boot loader, whatever its Start.',
    [name],
  )
  // The default: whether it was named too, the options do not tell.
  if (given != null && upcase(given) !== 'NTFS') return [loaded]
  const assumed = `Which file system that is, the input does not say: ${name} is assumed (--boot-fs names another).`
  return [loaded, unknown('boot-file-system-assumed', assumed, [name])]
}

function configurationWords({ hardwareConfiguration }: Services): string {
  return hardwareConfiguration === undefined
    ? 'its number is not known'
    : `HardwareConfig\\LastId is ${hardwareConfiguration.value}`
}

function controllerPhase({ step, phase }: FoundStep): Sentence[] {
  const { name } = step.service
  const start = read('start', `Start of ${name} is ${startWords(step.start)}.`, [name])
  if (step.loop !== undefined) return [start, loopSentence(step, `${name} is`)]
  if (step.neededBy !== undefined)
    return [
      start,
      documented(
        'pulled-in',
        sources.autoStart,
        `The Service Control Manager starts it here because ${step.neededBy.name} depends on it: what a service that is started depends on is started before it.`,
        [name, step.neededBy.name],
      ),
    ]
  if (phase === 'delayed')
    return [
      start,
      documented(
        'delayed-phase',
        sources.delayedAutoStart,
        `DelayedAutostart is set: the Service Control Manager starts ${name} after the other auto-start services and a delay, and promises no time.`,
        [name],
      ),
    ]
  return [
    start,
    documented(
      'auto-phase',
      sources.autoStart,
      `The Service Control Manager starts ${name} at every startup, after the boot and system drivers.`,
      [name],
    ),
  ]
}

/** An entry whose Type is not one of its phase. */
function unfit({ step, phase }: FoundStep): Sentence[] {
  const { service } = step
  const reason = phase === 'boot' || phase === 'system' ? loadedAsDriver(service) : passedOver(service)
  if (reason === undefined) return []
  const text = `${reason.message.charAt(0).toUpperCase()}${reason.message.slice(1)}.`
  return [inference(reason.code, sources.kb103000, text, [service.name])]
}
