/**
 * Shows the runs of a folder in a browser on the same machine, while they train and after.
 *
 * <p>Reading order: {@link kd4j.ui.UiServer} answers requests that {@link kd4j.ui.Guard} lets in, {@link kd4j.ui.RunList} knows the
 * runs, {@link kd4j.ui.LiveStream} tells a page what is new.
 */
package kd4j.ui;
