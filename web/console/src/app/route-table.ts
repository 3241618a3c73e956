// All addresses of the console: the page that shows each, the part of the server and the right that it needs.
import type { FeatureName } from '../../../../src/server/feature.ts';

export type PageRoute = {
  readonly path: string;
  /** Below src/pages, without ".tsx". */
  readonly file: string;
  readonly feature?: FeatureName;
  /** As in src/server/access.ts. */
  readonly needs?: string;
};

/** For signed-in people. */
export const pageRoutes: readonly PageRoute[] = [
  { path: '/', file: 'watch/WatchPage' },
  { path: '/findings', file: 'findings/FindingsPage', feature: 'findings', needs: 'GET /findings' },
  { path: '/findings/:id', file: 'findings/FindingPage', feature: 'findings', needs: 'GET /findings/:id' },
  { path: '/alerts', file: 'alerts/AlertsPage', feature: 'alerts', needs: 'GET /alerts' },
  { path: '/my-alerts', file: 'alerts/MyAlertsPage', feature: 'alerts', needs: 'GET /me/alerts' },
  { path: '/rota', file: 'alerts/RotaPage', feature: 'alerts', needs: 'GET /rota' },
  { path: '/sources', file: 'sources/SourcesPage', feature: 'sources', needs: 'GET /sources' },
  { path: '/lake', file: 'lake/LakePage', feature: 'lake', needs: 'GET /lake' },
  { path: '/detectors', file: 'detectors/DetectorsPage', feature: 'detectors', needs: 'GET /detectors' },
  { path: '/detectors/:name', file: 'detectors/DetectorPage', feature: 'detectors', needs: 'GET /detectors/:name' },
  { path: '/watchlists', file: 'watchlists/WatchlistsPage', feature: 'watchlists', needs: 'GET /watchlists' },
  { path: '/calendar', file: 'calendar/CalendarPage', feature: 'watchlists', needs: 'GET /calendar' },
  { path: '/people', file: 'people/PeoplePage', feature: 'accounts', needs: 'GET /people' },
  { path: '/people/:id', file: 'people/PersonPage', feature: 'accounts', needs: 'GET /people' },
  { path: '/invitations', file: 'people/InvitationsPage', feature: 'accounts', needs: 'GET /invitations' },
  { path: '/organisations', file: 'people/OrganisationsPage', feature: 'accounts', needs: 'GET /organisations' },
  { path: '/audit', file: 'audit/AuditPage', feature: 'audit', needs: 'GET /audit' },
  { path: '/operations', file: 'operations/OperationsPage', feature: 'operations', needs: 'GET /operations' },
  { path: '/elections', file: 'elections/ElectionsPage', feature: 'elections', needs: 'GET /elections' },
  {
    path: '/elections/:election',
    file: 'elections/ElectionPage',
    feature: 'elections',
    needs: 'GET /elections/:election',
  },
  {
    path: '/elections/:election/returns',
    file: 'returns/ReturnsPage',
    feature: 'returns',
    needs: 'GET /elections/:election/units',
  },
  {
    path: '/elections/:election/wall',
    file: 'wall/NightWallPage',
    feature: 'returns',
    needs: 'GET /elections/:election/units/counts',
  },
  {
    path: '/elections/:election/arrivals',
    file: 'returns/TakeInPage',
    feature: 'returns',
    needs: 'POST /elections/:election/arrivals',
  },
  {
    path: '/elections/:election/certification',
    file: 'returns/CertificationPage',
    feature: 'returns',
    needs: 'GET /elections/:election/certification',
  },
  {
    path: '/elections/:election/returns/:contest/:unit',
    file: 'returns/UnitPage',
    feature: 'returns',
    needs: 'GET /elections/:election/units/:contest/:unit',
  },
  {
    path: '/elections/:election/call-backs',
    file: 'call-backs/CallBacksPage',
    feature: 'callBacks',
    needs: 'GET /elections/:election/call-backs',
  },
  {
    path: '/elections/:election/call-backs/desk',
    file: 'call-backs/DeskPage',
    feature: 'callBacks',
    needs: 'GET /elections/:election/call-backs/desk',
  },
  {
    path: '/elections/:election/call-backs/:call',
    file: 'call-backs/CallPage',
    feature: 'callBacks',
    needs: 'GET /elections/:election/call-backs/:call',
  },
  {
    path: '/elections/:election/intake',
    file: 'intake/IntakePage',
    feature: 'intake',
    needs: 'GET /elections/:election/intake',
  },
  {
    path: '/elections/:election/tally',
    file: 'tally/TallyPage',
    feature: 'tally',
    needs: 'GET /elections/:election/tally',
  },
  {
    path: '/elections/:election/release',
    file: 'release/ReleasePage',
    feature: 'release',
    needs: 'GET /elections/:election/release',
  },
  {
    path: '/elections/:election/bulletin',
    file: 'bulletin/BulletinPage',
    feature: 'bulletin',
    needs: 'GET /elections/:election/bulletin',
  },
  {
    path: '/elections/:election/polling-day',
    file: 'polling-day/PollingDayPage',
    feature: 'pollingDay',
    needs: 'GET /elections/:election/polling-day',
  },
  {
    path: '/elections/:election/polling-day/:unit',
    file: 'polling-day/StationPage',
    feature: 'pollingDay',
    needs: 'GET /elections/:election/polling-day/stations/:unit',
  },
  {
    path: '/elections/:election/channels',
    file: 'channels/ChannelsPage',
    feature: 'channels',
    needs: 'GET /elections/:election/channels',
  },
  {
    path: '/elections/:election/plausibility',
    file: 'plausibility/PlausibilityPage',
    feature: 'plausibility',
    needs: 'GET /elections/:election/plausibility',
  },
  {
    path: '/elections/:election/plausibility/:contest/:unit',
    file: 'plausibility/PlausibleUnitPage',
    feature: 'plausibility',
    needs: 'GET /elections/:election/plausibility/:contest/:unit',
  },
  { path: '/account', file: 'account/AccountPage' },
];

/** For whoever has the link; what they need is behind its #. */
export const publicRoutes: readonly PageRoute[] = [
  { path: '/set-up', file: 'entry/SetUpPage' },
  { path: '/invitation', file: 'entry/InvitationPage' },
  { path: '/recovery', file: 'entry/RecoveryPage' },
  { path: '/acknowledge', file: 'alerts/AcknowledgePage' },
];
