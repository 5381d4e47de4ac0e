import type { Server } from '#kit/http/create-server.ts';
import { registerBillingAccountRoutes } from './billing-account-routes.ts';
import { registerBillingJobRoutes } from './billing-job-routes.ts';
import { type CalloutRoutes, registerCalloutRoutes } from './callout-routes.ts';
import { registerCustomerActionRoutes } from './customer-action-routes.ts';
import { registerCustomerRoutes } from './customer-routes.ts';

/** Customers, billing accounts, Zuora's callouts, backfill and drift. */
export function registerBillingRoutes(app: Server, routes: CalloutRoutes): void {
  const { database, billing, onCommitted } = routes;
  registerCustomerRoutes(app, database, billing);
  registerCustomerActionRoutes(app, database, billing);
  registerBillingAccountRoutes(app, database, onCommitted);
  registerBillingJobRoutes(app, database, onCommitted);
  registerCalloutRoutes(app, routes);
}
