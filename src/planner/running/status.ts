/** What a call returns: number, symbol, and what it says in our words. */
export interface StatusCode {
  readonly code: number
  readonly name: string
  readonly message: string
}

type Win32Name =
  | 'success'
  | 'pathNotFound'
  | 'accessDenied'
  | 'dependentsRunning'
  | 'invalidControl'
  | 'requestTimeout'
  | 'alreadyRunning'
  | 'disabled'
  | 'circular'
  | 'doesNotExist'
  | 'notActive'
  | 'dependencyFail'
  | 'logonFailed'
  | 'markedForDelete'
  | 'dependencyDeleted'

/**
 * Errors of the Service Control Manager. When they come: Microsoft, StartServiceW, ControlService and OpenServiceW;
 * 1059 of a start: Microsoft, Win32_BaseService.StartService. Numbers: Microsoft, System Error Codes (1000-1299).
 */
export const win32: Readonly<Record<Win32Name, StatusCode>> = {
  success: { code: 0, name: 'ERROR_SUCCESS', message: 'the call succeeds' },
  pathNotFound: { code: 3, name: 'ERROR_PATH_NOT_FOUND', message: 'its image file is not found' },
  accessDenied: { code: 5, name: 'ERROR_ACCESS_DENIED', message: 'the caller may not do that' },
  dependentsRunning: {
    code: 1051,
    name: 'ERROR_DEPENDENT_SERVICES_RUNNING',
    message: 'running services depend on it',
  },
  invalidControl: {
    code: 1052,
    name: 'ERROR_INVALID_SERVICE_CONTROL',
    message: 'it does not accept this control',
  },
  requestTimeout: {
    code: 1053,
    name: 'ERROR_SERVICE_REQUEST_TIMEOUT',
    message: 'its process does not answer in time',
  },
  alreadyRunning: { code: 1056, name: 'ERROR_SERVICE_ALREADY_RUNNING', message: 'it runs already' },
  disabled: { code: 1058, name: 'ERROR_SERVICE_DISABLED', message: 'it is disabled' },
  circular: { code: 1059, name: 'ERROR_CIRCULAR_DEPENDENCY', message: 'it would have to run before itself' },
  doesNotExist: {
    code: 1060,
    name: 'ERROR_SERVICE_DOES_NOT_EXIST',
    message: 'the Service Control Manager knows no such service',
  },
  notActive: { code: 1062, name: 'ERROR_SERVICE_NOT_ACTIVE', message: 'it does not run' },
  dependencyFail: {
    code: 1068,
    name: 'ERROR_SERVICE_DEPENDENCY_FAIL',
    message: 'a service or group that it depends on does not start',
  },
  logonFailed: {
    code: 1069,
    name: 'ERROR_SERVICE_LOGON_FAILED',
    message: 'its account cannot log on',
  },
  markedForDelete: {
    code: 1072,
    name: 'ERROR_SERVICE_MARKED_FOR_DELETE',
    message: 'it is marked for deletion',
  },
  dependencyDeleted: {
    code: 1075,
    name: 'ERROR_SERVICE_DEPENDENCY_DELETED',
    message: 'a service that it depends on does not exist or is marked for deletion',
  },
}

type NtName =
  | 'success'
  | 'invalidParameter'
  | 'invalidDeviceRequest'
  | 'deletePending'
  | 'privilegeNotHeld'
  | 'imageAlreadyLoaded'
  | 'illFormed'
  | 'failedDriverEntry'

/** Status codes of the kernel. Numbers: Microsoft, [MS-ERREF], "NTSTATUS Values". */
export const nt: Readonly<Record<NtName, StatusCode>> = {
  success: { code: 0, name: 'STATUS_SUCCESS', message: 'the call succeeds' },
  invalidParameter: {
    code: 0xc000000d,
    name: 'STATUS_INVALID_PARAMETER',
    message: 'a parameter is not valid',
  },
  invalidDeviceRequest: {
    code: 0xc0000010,
    name: 'STATUS_INVALID_DEVICE_REQUEST',
    message: 'the driver cannot be unloaded',
  },
  deletePending: { code: 0xc0000056, name: 'STATUS_DELETE_PENDING', message: 'it is being unloaded already' },
  privilegeNotHeld: {
    code: 0xc0000061,
    name: 'STATUS_PRIVILEGE_NOT_HELD',
    message: 'the caller lacks SeLoadDriverPrivilege',
  },
  imageAlreadyLoaded: {
    code: 0xc000010e,
    name: 'STATUS_IMAGE_ALREADY_LOADED',
    message: 'its image is loaded already',
  },
  illFormed: {
    code: 0xc0000160,
    name: 'STATUS_ILL_FORMED_SERVICE_ENTRY',
    message: 'the key does not describe a driver',
  },
  failedDriverEntry: {
    code: 0xc0000365,
    name: 'STATUS_FAILED_DRIVER_ENTRY',
    message: 'its DriverEntry failed',
  },
}
