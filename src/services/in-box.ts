import { upcase } from '../registry/index.ts'
import { defaultDriverImage, defaultServiceImage, imageFileOf } from './image.ts'
import type { ProfileFacts, ProfileService } from './profile-facts.ts'
import { serviceTypes } from './read-service.ts'
import type { Service } from './service.ts'

/**
 * Tells whether a service is in-box: its name and its image file name stand together in the profile. A per-user
 * instance (`CDPUserSvc_2f1c3`) counts as its template.
 */
export function inBoxTest(facts: ProfileFacts | undefined): (service: Service) => boolean {
  // Few runs ask for any service, so the images are made when the first is asked for.
  let made: Map<string, string> | undefined
  const makeImages = (): Map<string, string> =>
    new Map(
      (facts?.services ?? []).map((service) => [upcase(service.name), upcase(profileImageFile(service))]),
    )
  return (service) => {
    if (service.kind === 'container') return false
    made ??= makeImages()
    const images = made
    const image = upcase(service.effective.imageFile ?? '')
    const isInstance = ((service.type?.value ?? 0) & serviceTypes.userServiceInstance) !== 0
    const template = isInstance ? /^(.+)_[0-9A-F]+$/.exec(service.id)?.[1] : undefined
    return images.get(service.id) === image || (template !== undefined && images.get(template) === image)
  }
}

function profileImageFile({ name, type = 0, image }: ProfileService): string {
  if (type === serviceTypes.adapter) return ''
  const win32 = (type & (serviceTypes.ownProcess | serviceTypes.shareProcess)) !== 0
  const path = image || (win32 ? defaultServiceImage(name) : defaultDriverImage(name))
  return imageFileOf(path, win32)?.file ?? ''
}
