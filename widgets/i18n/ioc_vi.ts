<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi">
<context>
    <name>AlertPane</name>
    <message>
        <source>Choose an alert to see its course, what to do and who has taken note.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Course of events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment (optional), Enter acknowledges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment on the acknowledgement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledge (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transitions of the chosen alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>occurrence %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no longer on the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No guidance has been written for this alert.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged by %1 at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the dossiers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the indicator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>raised %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Course around the raise</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AlertsModel</name>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value · limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment, guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AlertsPage</name>
    <message>
        <source>Alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History of all alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active alerts or history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show level: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Really acknowledge %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledge all shown (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No alert is active.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The filter hides %1 alerts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No transition to show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The acknowledgement was not stored: %1. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>%1/%2 feeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feeds: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active alerts, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sample data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulated around published figures; not the state of any real place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CameraPane</name>
    <message>
        <source>Choose a camera on the map or in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id at the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latitude, longitude</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, no longer in the feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 ago)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CamerasModel</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChartPanel</name>
    <message>
        <source>1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the last %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart: the wheel zooms, Left and Right move the crosshair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an indicator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 indicators compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Different units of measure: every line has a scale of its own, read the values above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at the chart to read values.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FactsPanel</name>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 ago)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numerator / denominator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>newest row refused: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale: nothing newer has come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing has been received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the source reports that it has no value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the share does not follow from its numerator and denominator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critical limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raised after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason of the limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, as of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published fraction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note of the source</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FeedPane</name>
    <message>
        <source>Poll now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Poll the chosen feed now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last document as received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mapping of the feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected rows (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No document of this feed has been kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only the first %1 are shown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FeedsModel</name>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last poll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next poll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FeedsPage</name>
    <message>
        <source>Feeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search feeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Poll all now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All feeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 feeds work</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GaugePanel</name>
    <message>
        <source>Dossiers settled on time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>target %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>% on time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by 766: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>overdue: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M2: on time among completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M1: by Decision 766, item 2.1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M3: overdue among pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetched</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GoDialog</name>
    <message>
        <source>Go to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page, alert, indicator, unit or camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>indicator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>camera</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IndicatorsModel</name>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 abnormal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IndicatorsPage</name>
    <message>
        <source>Indicators</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter indicators</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grouping of the tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indicators: Space compares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of at most %2 compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick up to %2 indicators to compare them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No more than %1 can be compared: take one out first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows, Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walk through the tiles; open a tile or a group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next control</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour means abnormal: C critical, W warning, N notice. A dashed frame is stale data, hatching is no data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map is being loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only cameras with this status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only cameras of this unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every unit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>Cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map is being loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map of the cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load the map again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map could not be built: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map stopped again. Everything else goes on working.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map had stopped and was loaded again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the map could not be loaded: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find an indicator, a unit or a system (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find an indicator</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RejectsModel</name>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As received</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Acknowledge · Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledge the first alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more not acknowledged</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No alert waits to be acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TileWall</name>
    <message>
        <source>Indicators by system</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransitionsModel</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value · limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who, why</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Not acknowledged: %1. Press Space to try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_AlertLine</name>
    <message>
        <source>since %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>Acknowledge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Poll all feeds now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find on this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to anything…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open this menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <source>%1 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not operating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>map</name>
    <message>
        <source>online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unstable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>naming</name>
    <message>
        <source>Feed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On-time dossiers (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · limit %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>pages</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dossiers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feeds</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>provenance</name>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numerator / denominator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next poll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note of the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the newest row was refused: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale: the source has sent nothing newer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the share does not follow from its numerator and denominator</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tiles</name>
    <message>
        <source>no change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under 24 h of data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>source has no value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n indicator(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n not shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n indicator(s), normal</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recovering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data in error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not suppressed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shelved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>consequence of another alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out of service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit broken, waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broken again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal again before it was raised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data became stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data arrive again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worse than when acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unstable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>late data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>silent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not modified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Centre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Province</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Department</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>District</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>higher is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lower is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 or less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed by more than %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fell by more than %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source did not answer in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source cannot be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secure connection was refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source answered with an error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source redirects without end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document is larger than allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document broke off before its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The characters of the document cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document is not in the format expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rows are not where the mapping looks for them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program failed on this document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A field is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The digits are grouped wrongly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number is infinite or undefined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time lies in the future</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a place on earth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The place lies outside the area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The indicator is not in the catalogue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The unit is not in the catalogue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mapping has no translation for the value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is longer than allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dossier counts contradict each other</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
